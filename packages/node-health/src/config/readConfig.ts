import { redactUrl, redactCredentials } from '@nodeyard/ethereum';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { errorMessage } from '../errorMessage';
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

/** The settings, or all problems with them. A problem has the option, its value and the fix. */
export type ConfigResult =
  | {
      ok: true;
      config: Config;
      /** One line for each deprecated flag or variable in use. */
      deprecations: string[];
    }
  | { ok: false; problems: string[] };

type Texts = Partial<Record<string, string>>;

/**
 * Reads the settings from flags and, where a flag is absent, from `NODE_HEALTH_*`.
 *
 * An empty variable counts as absent, because templates render it for a missing value.
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
    const readText = (option: string) =>
      flags.texts[option] ??
      (environment[environmentName(option)] || undefined);
    const formerName = formerNames[name];
    const former = formerName && readText(formerName);
    if (former) {
      const [used, replacement] =
        flags.texts[formerName] === undefined
          ? [environmentName(formerName), environmentName(name)]
          : [`--${formerName}`, `--${name}`];
      deprecations.push(
        `${used} is deprecated and will be removed in 0.3.0: use ${replacement}.`,
      );
    }
    texts[name] = readText(name) ?? former;
  }
  const parsed = optionsSchema.safeParse(texts);
  if (!parsed.success) {
    const problems = optionNames.flatMap(name => {
      const issue = parsed.error.issues.find(({ path }) => path[0] === name);
      return issue
        ? [
            describeProblem(
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

  const options = parsed.data;
  return {
    ok: true,
    deprecations,
    config: {
      nodeName: options['node-name'],
      networkFile: options['network-file'],
      executionUrl: options['execution-url'],
      consensusUrl: options['consensus-url'],
      executionClient: options['execution-client'],
      consensusClient: options['consensus-client'],
      listenAddress: options['listen-address'],
      port: options.port,
      probePort: options['probe-port'],
      intervalMs: options['interval-seconds'] * 1000,
      timeoutMs: options['timeout-seconds'] * 1000,
      dataDir: options['data-dir'],
      snapshotFile: options['snapshot-file'],
      checkpoint: toCheckpointConfig(options),
    },
  };
}

function toCheckpointConfig({
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

function describeProblem(
  name: OptionName,
  text: string | undefined,
  fromFlag: boolean,
  expectation: string,
): string {
  const proposal = `--${name} ${optionHelp[name].example}`;
  if (text === undefined) {
    return `--${name} is missing. Set it, for example ${proposal}, or set ${environmentName(
      name,
    )}.`;
  }
  const origin = fromFlag ? `--${name}` : environmentName(name);
  return `${origin} is ${JSON.stringify(
    /-(url|sources)$/.test(name) ? redactUrls(text) : text,
  )}: ${expectation}. Use for example ${proposal}.`;
}

/** An invalid URL may still contain a key, and errors are logged. */
function redactUrls(urls: string): string {
  return urls.split(',').map(redactUrl).join(',');
}
