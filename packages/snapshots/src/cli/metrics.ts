import { rename, writeFile } from 'node:fs/promises';

/** One run of a command, as numbers. */
export interface RunMetrics {
  /** `build`, `restore`, ... */
  command: string;
  network: string;
  client: string;
  /** `done`, or why it stopped. */
  result: string;
  seconds: number;
  /** Seconds since 1970. */
  endedAt: number;
  /** Gauges by name: `read_bytes` becomes `nodeyard_snapshot_read_bytes`. */
  numbers: Record<string, number>;
}

/** Prometheus' text format: what node_exporter's textfile collector and pushgateways read. */
export function metricsText({
  command,
  network,
  client,
  result,
  seconds,
  endedAt,
  numbers,
}: RunMetrics): string {
  const labels = `command="${command}",network="${network}",client="${client}"`;
  const family = (name: string, help: string, value: number, more = '') =>
    `# HELP nodeyard_snapshot_${name} ${help}\n# TYPE nodeyard_snapshot_${name} gauge\nnodeyard_snapshot_${name}{${labels}${more}} ${value}\n`;
  return [
    family(
      'last_run_success',
      'Whether the last run did what it was asked to.',
      result === 'done' ? 1 : 0,
      `,result="${result}"`,
    ),
    family('last_run_timestamp_seconds', 'When the last run ended.', endedAt),
    family('last_run_duration_seconds', 'How long the last run took.', seconds),
    ...Object.entries(numbers).map(([name, value]) =>
      family(name, `${name.replace(/_/g, ' ')} of the last run.`, value),
    ),
  ].join('');
}

/** Whole or not at all: a collector may read at any moment. */
export async function writeMetrics(
  file: string,
  metrics: RunMetrics,
): Promise<void> {
  await writeFile(`${file}.tmp`, metricsText(metrics));
  await rename(`${file}.tmp`, file);
}
