import { rename, writeFile } from 'node:fs/promises';

/** One run of a command, as numbers. */
export interface RunMetrics {
  /** `build`, `restore`, ... */
  command: string;
  /** Of `run`: the node's name. */
  node?: string;
  network: string;
  client: string;
  /** `done`, or why it stopped. */
  result: string;
  seconds: number;
  /** Seconds since 1970. */
  endedAt: number;
  /** Gauges by name: `read_bytes` becomes `nodeyard_snapshot_read_bytes`. */
  numbers: Record<string, number>;
  /** Seconds of each phase of a run. */
  phases?: Record<string, number>;
}

/** Prometheus' text format: what node_exporter's textfile collector and pushgateways read. */
export function metricsText({
  command,
  node,
  network,
  client,
  result,
  seconds,
  endedAt,
  numbers,
  phases = {},
}: RunMetrics): string {
  const labels = `command="${command}",network="${network}",client="${client}"${
    node === undefined ? '' : `,node="${node}"`
  }`;
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
    phaseFamily(labels, Object.entries(phases)),
  ].join('');
}

function phaseFamily(labels: string, seconds: [string, number][]): string {
  if (seconds.length === 0) return '';
  const name = 'nodeyard_snapshot_phase_duration_seconds';
  const samples = seconds.map(
    ([phase, value]) => `${name}{${labels},phase="${phase}"} ${value}\n`,
  );
  return [
    `# HELP ${name} How long each phase of the last run took.\n# TYPE ${name} gauge\n`,
    ...samples,
  ].join('');
}

/** Whole or not at all: a collector may read at any moment. */
export async function writeMetrics(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
}
