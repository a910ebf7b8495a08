import { Command, CommanderError } from 'commander';
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
    argument: 'PORT',
    description: 'port of Backstage in the browser',
    variable: 'DEMO_APP_PORT',
    schema: port,
    default: '3000',
    expected: 'a port from 1024 to 65000',
  },
  'backend-port': {
    argument: 'PORT',
    description: "port of Backstage's backend",
    variable: 'DEMO_BACKEND_PORT',
    schema: port,
    default: '7007',
    expected: 'a port from 1024 to 65000',
  },
  'nodes-port': {
    argument: 'PORT',
    description: 'port of the first node; the others take the next ports',
    variable: 'DEMO_NODES_PORT',
    schema: port,
    default: '18545',
    expected: 'a port from 1024 to 65000',
  },
  'snapshot-every': {
    argument: 'SECONDS',
    description: 'interval at which payments-geth is stopped for a snapshot',
    variable: 'DEMO_SNAPSHOT_EVERY',
    schema: seconds.refine(n => n >= 20),
    default: '180',
    expected: 'a number of seconds, at least 20',
  },
  'stop-after': {
    argument: 'SECONDS',
    description: 'end by itself; 0 for never',
    variable: 'DEMO_STOP_AFTER',
    schema: seconds,
    default: '0',
    expected: 'a number of seconds',
  },
};

const EXIT_CODES =
  '\nExit codes: 0 stopped, 1 something failed, 2 a bad option, 3 a port is taken.';

function createCommand(): Command {
  const command = new Command('yarn demo')
    .usage('[options]')
    .description(
      'Backstage with real nodes in different states, all on loopback.',
    )
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .option('--nodes-only', 'only the nodes, without Backstage')
    .option(
      '--verbose',
      'show the output of Backstage; else it is in .demo/backstage-3000.log',
    );
  for (const [
    name,
    { argument, description, variable, ...rest },
  ] of Object.entries(numbers)) {
    command.option(
      `--${name} <${argument}>`,
      `${description} (${rest.default}, or ${variable})`,
    );
  }
  return command;
}

/** Reads the options from flags, then from the environment. */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): OptionsResult {
  const command = createCommand();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.code === 'commander.helpDisplayed'
      ? { kind: 'help', text: `${command.helpInformation()}${EXIT_CODES}\n` }
      : {
          kind: 'refused',
          problems: [`${error.message} Try yarn demo --help`],
        };
  }
  const flags = command.opts<
    Partial<Record<string, string>> & { nodesOnly?: boolean; verbose?: boolean }
  >();

  const problems: string[] = [];
  const numberOf = (name: keyof typeof numbers): number => {
    const { variable, schema, default: byDefault, expected } = numbers[name];
    const text = flags[camelCase(name)] ?? (environment[variable] || byDefault);
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
    nodesOnly: flags.nodesOnly ?? false,
    verbose: flags.verbose ?? false,
  };
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'run', options };
}

/** Name under which commander keeps an option. */
function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
