import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { storeUrlFault } from '@nodeyard/ethereum';
import { StoreLocation } from '../store/store';

/** A command line that cannot be understood; exit code 2. */
export class UsageError extends Error {}

type Kind = 'string' | 'boolean' | 'strings';
/** Options by name; the help text is written from them. */
export type OptionSpecs = Record<
  string,
  { kind: Kind; value?: string; help: string }
>;

export const storeOptions = {
  store: {
    kind: 'string',
    value: 'URL',
    help: 'file:///folder, a folder, or s3://bucket/prefix',
  },
  network: {
    kind: 'string',
    value: 'NAME',
    help: 'mainnet, sepolia, hoodi, devnet',
  },
  client: {
    kind: 'string',
    value: 'NAME',
    help: 'geth, reth, nethermind, besu, erigon',
  },
  's3-endpoint': {
    kind: 'string',
    value: 'URL',
    help: 'S3 server that is not AWS (or AWS_ENDPOINT_URL_S3)',
  },
  's3-region': {
    kind: 'string',
    value: 'NAME',
    help: 'region (or AWS_REGION)',
  },
  's3-path-style': {
    kind: 'boolean',
    help: 'http://host/bucket/key; implied by --s3-endpoint',
  },
  'timeout-seconds': {
    kind: 'string',
    value: 'N',
    help: 'for one attempt of one request (60)',
  },
  attempts: {
    kind: 'string',
    value: 'N',
    help: 'of one request before the store counts as unavailable (5)',
  },
  threads: {
    kind: 'string',
    value: 'N',
    help: 'worker threads (CPUs + 1, at most 4)',
  },
  'metrics-file': {
    kind: 'string',
    value: 'FILE',
    help: "write Prometheus metrics there (node_exporter's textfile format)",
  },
  json: {
    kind: 'boolean',
    help: 'result as one line of JSON on standard output',
  },
  quiet: { kind: 'boolean', help: 'no progress' },
} as const satisfies OptionSpecs;

/** What was given, with readers that name the option in every error. */
export class Given {
  constructor(
    private readonly values: Record<
      string,
      string | boolean | string[] | undefined
    >,
    readonly words: readonly string[],
  ) {}

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === '')
      throw new UsageError(
        `--${name} is empty. Give it a value or leave it out.`,
      );
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value : [];
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`--${name} is missing.`);
    return value;
  }

  /** A whole number from 0 up. */
  count(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value))
      throw new UsageError(`--${name} is "${value}"; give a whole number.`);
    return Number(value);
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    const chosen = choices.find(choice => choice === value);
    if (value !== undefined && chosen === undefined)
      throw new UsageError(
        `--${name} is "${value}"; give one of ${choices.join(', ')}.`,
      );
    return chosen;
  }

  name(name: string): string {
    const value = this.required(name);
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(value))
      throw new UsageError(
        `--${name} is "${value}"; a name has lower-case letters, digits and "-".`,
      );
    return value;
  }

  location(): StoreLocation {
    const store = this.required('store');
    const isUrl = /^[a-z0-9]+:/i.test(store);
    const fault = isUrl ? storeUrlFault(store) : undefined;
    // Not quoted: it may carry credentials.
    if (fault) throw new UsageError(`--store ${fault.reason}. ${fault.fix}`);
    const endpoint =
      this.text('s3-endpoint') ?? process.env.AWS_ENDPOINT_URL_S3;
    const timeoutSeconds = this.count('timeout-seconds');
    return {
      url: isUrl ? store : pathToFileURL(resolve(store)).href,
      endpoint,
      region: this.text('s3-region'),
      pathStyle: this.flag('s3-path-style') || endpoint !== undefined,
      timeoutMs:
        timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
      attempts: this.count('attempts'),
    };
  }
}

/** @throws UsageError that names the argument */
export function parseOptions(
  args: readonly string[],
  specs: OptionSpecs,
): Given {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { kind }]) => [
      name,
      {
        type: kind === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'strings',
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    });
    return new Given(
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.map(String) : value,
        ]),
      ),
      positionals,
    );
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message.split('. ')[0] : String(error),
    );
  }
}

export function helpFor(specs: OptionSpecs): string {
  return Object.entries(specs)
    .map(
      ([name, { value, help }]) =>
        `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(24)} ${help}`,
    )
    .join('\n');
}
