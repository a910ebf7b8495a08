import { redactUrl, redactCredentials } from '@nodeyard/ethereum';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { errorMessage } from '../errorWords';
import {
  environmentName,
  formerNames,
  optionHelp,
  optionNames,
  optionsSchema,
  type OptionName,
} from './options';

/** Validated settings of the sidecar. */
export interface Config {
  nodeName: string;
  networkFile: string;
  executionUrl: string;
  /** Absent: no consensus client is configured. */
  consensusUrl?: string;
  executionClient?: string;
  consensusClient?: string;
  /** Absent: every address, of both families. */
  listenAddress?: string;
  port: number;
  /** Port for the probes of the kubelet. Absent: none. */
  probePort?: number;
  intervalMs: number;
  timeoutMs: number;
  dataDir?: string;
  snapshotFile?: string;
  /** Absent: no checkpoint is served. */
  checkpoint?: CheckpointConfig;
}

/** Source of the checkpoint of the consensus client. */
export interface CheckpointConfig {
  /** Base URLs, or the network's own. */
  sources: 'auto' | string[];
  /** Number of sources that must agree. Absent: a majority of those that answer, at least two. */
  quorum?: number;
  port: number;
}

/** The settings, or every problem with them. A problem has the option, its value and the fix. */
export type ConfigResult =
  | {
      ok: true;
      config: Config;
      /** One line for each former name in use. */
      deprecations: string[];
    }
  | { ok: false; problems: string[] };

type Texts = Partial<Record<string, string>>;

/**
 * Reads the settings from flags and, where a flag is absent, from `NODE_HEALTH_*`.
 *
 * An empty variable counts as absent: that is what a template without a value renders.
 */
export function readConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ConfigResult {
  const flags = readFlags(args);
  if (!flags.ok) return flags;

  const texts: Texts = {};
  const deprecations: string[] = [];
  for (const name of optionNames) {
    const textOf = (option: string) =>
      flags.texts[option] ??
      (environment[environmentName(option)] || undefined);
    const formerName = formerNames[name];
    const former = formerName && textOf(formerName);
    if (former) {
      deprecations.push(
        `--${formerName} is deprecated and will be removed in 0.3.0: use --${name}.`,
      );
    }
    texts[name] = textOf(name) ?? former;
  }
  const parsed = optionsSchema.safeParse(texts);
  if (!parsed.success) {
    const problems = optionNames.flatMap(name => {
      const issue = parsed.error.issues.find(({ path }) => path[0] === name);
      return issue
        ? [
            problemWith(
              name,
              texts[name],
              flags.texts[name] !== undefined,
              issue.message,
            ),
          ]
        : [];
    });
    return { ok: false, problems };
  }

  const given = parsed.data;
  return {
    ok: true,
    deprecations,
    config: {
      nodeName: given['node-name'],
      networkFile: given['network-file'],
      executionUrl: given['execution-url'],
      consensusUrl: given['consensus-url'],
      executionClient: given['execution-client'],
      consensusClient: given['consensus-client'],
      listenAddress: given['listen-address'],
      port: given.port,
      probePort: given['probe-port'],
      intervalMs: given['interval-seconds'] * 1000,
      timeoutMs: given['timeout-seconds'] * 1000,
      dataDir: given['data-dir'],
      snapshotFile: given['snapshot-file'],
      checkpoint: checkpointOf(given),
    },
  };
}

function checkpointOf({
  'checkpoint-sources': sources,
  'checkpoint-quorum': quorum,
  'checkpoint-port': port,
}: z.output<typeof optionsSchema>): CheckpointConfig | undefined {
  if (!sources) return undefined;
  return { sources: sources[0] === 'auto' ? 'auto' : sources, quorum, port };
}

function readFlags(
  args: readonly string[],
): { ok: true; texts: Texts } | { ok: false; problems: string[] } {
  const flags = Object.fromEntries(
    [...optionNames, ...Object.values(formerNames)].map(name => [
      name,
      { type: 'string' as const },
    ]),
  );
  try {
    const { values } = parseArgs({
      args: [...args],
      options: flags,
      strict: true,
      allowPositionals: false,
    });
    return { ok: true, texts: values };
  } catch (error) {
    const [reason = ''] = redactCredentials(errorMessage(error)).split('\n');
    return {
      ok: false,
      problems: [`${reason.replace(/\.?$/, '.')} See node-health --help.`],
    };
  }
}

function problemWith(
  name: OptionName,
  text: string | undefined,
  fromFlag: boolean,
  expectation: string,
): string {
  const proposal = `--${name} ${optionHelp[name].example}`;
  if (text === undefined) {
    return `--${name} is missing. Give it, for example ${proposal}, or set ${environmentName(
      name,
    )}.`;
  }
  const origin = fromFlag ? `--${name}` : environmentName(name);
  return `${origin} is ${JSON.stringify(
    /-(url|sources)$/.test(name) ? originsOf(text) : text,
  )}: ${expectation}. Use for example ${proposal}.`;
}

/** An invalid URL may still contain a key, and errors are logged. */
function originsOf(urls: string): string {
  return urls.split(',').map(redactUrl).join(',');
}
