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
  /** Gauges by name: `read_bytes` becomes `eth_snapshot_command_read_bytes`. */
  gauges: Record<string, number>;
  /** Seconds of each phase of a run. */
  phases?: Record<string, number>;
}

const PREFIX = 'eth_snapshot_command';
/** Every series has this prefix as well until 0.3.0: docs/upgrading.md. */
const FORMER_PREFIX = 'nodeyard_snapshot';

/** In Prometheus' text format, for node_exporter's textfile collector. */
export function metricsText(metrics: CommandMetrics): string {
  return [PREFIX, FORMER_PREFIX]
    .map(prefix => familiesText(prefix, metrics))
    .join('');
}

function familiesText(
  prefix: string,
  {
    command,
    node,
    network,
    client,
    result,
    seconds,
    endedAt,
    gauges,
    phases = {},
  }: CommandMetrics,
): string {
  const labels = `command="${command}",network="${network}",client="${client}"${
    node === undefined ? '' : `,node="${node}"`
  }`;
  const family = (name: string, help: string, samples: [string, number][]) =>
    samples.length === 0
      ? ''
      : `# HELP ${prefix}_${name} ${help}\n# TYPE ${prefix}_${name} gauge\n${samples
          .map(
            ([more, value]) => `${prefix}_${name}{${labels}${more}} ${value}\n`,
          )
          .join('')}`;
  return [
    family('last_run_success', 'Whether the last run succeeded.', [
      [`,result="${result}"`, result === 'done' ? 1 : 0],
    ]),
    family(
      'last_run_timestamp_seconds',
      'Unix time of the end of the last run.',
      [['', endedAt]],
    ),
    family('last_run_duration_seconds', 'Duration of the last run.', [
      ['', seconds],
    ]),
    ...Object.entries(gauges).map(([name, value]) =>
      family(name, `${name.replace(/_/g, ' ')} of the last run.`, [
        ['', value],
      ]),
    ),
    family(
      'phase_duration_seconds',
      'Duration of each phase of the last run.',
      Object.entries(phases).map(([phase, value]) => [
        `,phase="${phase}"`,
        value,
      ]),
    ),
  ].join('');
}

/** Atomic: a collector may read at any moment. */
export async function writeMetrics(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
}
