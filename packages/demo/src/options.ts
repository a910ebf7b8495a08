import { parseArgs } from 'node:util';
import { z } from 'zod';

/** How the demo is run. */
export interface DemoOptions {
  appPort: number;
  backendPort: number;
  /** Port of the first node; the others follow. */
  nodesPort: number;
  /** Start the nodes only, for a Backstage that runs already. */
  nodesOnly: boolean;
  /** Seconds from one snapshot of the real geth to the next. */
  snapshotEverySeconds: number;
  /** Show what Backstage writes. */
  verbose: boolean;
  /** Stop after so many seconds; for tests. */
  stopAfterSeconds?: number;
}

export type OptionsResult =
  | { kind: 'run'; options: DemoOptions }
  | { kind: 'help'; text: string }
  | { kind: 'refused'; problems: string[] };

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine(n => n >= 1024 && n <= 65000);
const seconds = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

const numbers = {
  'app-port': {
    variable: 'DEMO_APP_PORT',
    schema: port,
    default: '3000',
    expected: 'a port from 1024 to 65000',
  },
  'backend-port': {
    variable: 'DEMO_BACKEND_PORT',
    schema: port,
    default: '7007',
    expected: 'a port from 1024 to 65000',
  },
  'nodes-port': {
    variable: 'DEMO_NODES_PORT',
    schema: port,
    default: '18545',
    expected: 'a port from 1024 to 65000',
  },
  'snapshot-every': {
    variable: 'DEMO_SNAPSHOT_EVERY',
    schema: seconds.refine(n => n >= 20),
    default: '180',
    expected: 'a number of seconds, at least 20',
  },
  'stop-after': {
    variable: 'DEMO_STOP_AFTER',
    schema: seconds,
    default: '0',
    expected: 'a number of seconds',
  },
};

const HELP = `Backstage with real nodes in different states, all on loopback.

Usage: yarn demo [options]

  --app-port PORT      Backstage in the browser (3000, or DEMO_APP_PORT)
  --backend-port PORT  Backstage's backend (7007, or DEMO_BACKEND_PORT)
  --nodes-port PORT    the first node; the others take the next ports (18545, or DEMO_NODES_PORT)
  --nodes-only         only the nodes, without Backstage
  --snapshot-every SECONDS
                       how often payments-geth is stopped for a snapshot (180, or DEMO_SNAPSHOT_EVERY)
  --verbose            show what Backstage writes; else it is in .demo/backstage-3000.log
  --stop-after SECONDS stop by itself (never, or DEMO_STOP_AFTER)
  --help               this text

Exit codes: 0 stopped, 1 something failed, 2 a bad option, 3 a port is taken.
`;

/** Reads the options from flags, then from the environment. */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): OptionsResult {
  let flags;
  try {
    flags = parseArgs({
      args: [...args],
      options: {
        'app-port': { type: 'string' },
        'backend-port': { type: 'string' },
        'nodes-port': { type: 'string' },
        'snapshot-every': { type: 'string' },
        'stop-after': { type: 'string' },
        'nodes-only': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { kind: 'refused', problems: [`${reason} Try yarn demo --help`] };
  }
  if (flags.help) return { kind: 'help', text: HELP };

  const problems: string[] = [];
  const numberOf = (name: keyof typeof numbers): number => {
    const { variable, schema, default: byDefault, expected } = numbers[name];
    const text = flags[name] ?? (environment[variable] || byDefault);
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    problems.push(
      `--${name} (${variable}) is ${JSON.stringify(
        text,
      )}: expected ${expected}, for example --${name} ${byDefault}`,
    );
    return NaN;
  };
  const options: DemoOptions = {
    appPort: numberOf('app-port'),
    backendPort: numberOf('backend-port'),
    nodesPort: numberOf('nodes-port'),
    stopAfterSeconds: numberOf('stop-after') || undefined,
    snapshotEverySeconds: numberOf('snapshot-every'),
    nodesOnly: flags['nodes-only'],
    verbose: flags.verbose,
  };
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'run', options };
}
