import { rename, writeFile } from 'node:fs/promises';

/** Metrics of one execution of a command. */
export interface CommandMetrics {
  /** `build`, `restore`, ... */
  command: string;
  /** Name of the node, for `run`. */
  node?: string;
  network: string;
  client: string;
  /** `done`, or the kind or code of the failure. */
  result: string;
  seconds: number;
  /** Seconds since 1970. */
  endedAt: number;
  /** Gauges by name: `read_bytes` becomes `nodeyard_snapshot_read_bytes`. */
  gauges: Record<string, number>;
  /** Seconds of each phase of a run. */
  phases?: Record<string, number>;
}

/** In Prometheus' text format, for node_exporter's textfile collector. */
export function metricsText({
  command,
  node,
  network,
  client,
  result,
  seconds,
  endedAt,
  gauges,
  phases = {},
}: CommandMetrics): string {
  const labels = `command="${command}",network="${network}",client="${client}"${
    node === undefined ? '' : `,node="${node}"`
  }`;
  const family = (name: string, help: string, value: number, more = '') =>
    `# HELP nodeyard_snapshot_${name} ${help}\n# TYPE nodeyard_snapshot_${name} gauge\nnodeyard_snapshot_${name}{${labels}${more}} ${value}\n`;
  return [
    family(
      'last_run_success',
      'Whether the last run succeeded.',
      result === 'done' ? 1 : 0,
      `,result="${result}"`,
    ),
    family(
      'last_run_timestamp_seconds',
      'Unix time of the end of the last run.',
      endedAt,
    ),
    family('last_run_duration_seconds', 'Duration of the last run.', seconds),
    ...Object.entries(gauges).map(([name, value]) =>
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
    `# HELP ${name} Duration of each phase of the last run.\n# TYPE ${name} gauge\n`,
    ...samples,
  ].join('');
}

/** Atomic: a collector may read at any moment. */
export async function writeMetrics(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
}
