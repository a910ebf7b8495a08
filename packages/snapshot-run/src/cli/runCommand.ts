import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { Option } from 'commander';
import { z } from 'zod';
import { messageOf, toResult, unwrap } from '@nodeyard/snapshot-store';
import { runConfigSchema, type RunConfig } from '../config';
import { kubeCluster, loadKubeConfig } from '../kubeCluster';
import { requestTimeoutMs } from '../lease';
import { orchestrate } from '../orchestrate';
import { lastRunMetrics } from '../runSummary';
import {
  type CommandContext,
  type CommandResult,
  type CommandSpec,
  jsonOption,
  type OutputOptions,
  textValue,
  UsageError,
  writeMetrics,
} from '@nodeyard/snapshots';

const POLL_MS = 1_000;

interface OrchestratorOptions extends OutputOptions {
  config: string;
  wait: boolean;
  dryRun?: boolean;
}

/** `snapshot-builder run`: the orchestrator, in the chart's CronJob or by hand. */
export const runCommand: CommandSpec = {
  description:
    'take a snapshot of a node in Kubernetes: stop it, capture, start it, upload, verify, publish, prune',
  options: [
    new Option('--config <file>', "the chart's config.json of the node")
      .argParser(textValue)
      .makeOptionMandatory(),
    new Option(
      '--no-wait',
      'skip the run, instead of waiting, if the node may not be stopped now',
    ),
    new Option(
      '--dry-run',
      'print whether the node may be stopped now, and how it would be captured',
    ),
    new Option(
      '--metrics-file <file>',
      'write metrics to a file, as well as into the state ConfigMap',
    ).argParser(textValue),
    jsonOption,
    new Option('--quiet', 'print no line for each phase'),
  ],
  ownMetrics: true,
  run: (context: CommandContext<OrchestratorOptions>) =>
    toResult(async () => ({ result: await runOrchestrator(context) })),
};

async function runOrchestrator({
  options,
  signal,
}: CommandContext<OrchestratorOptions>): Promise<CommandResult> {
  const { wait, dryRun, quiet, metricsFile } = options;
  const config = await readConfig(options.config);
  const outcome = unwrap(
    await orchestrate({
      config,
      cluster: kubeCluster(
        await loadKubeConfig(),
        config.namespace,
        requestTimeoutMs(config.timeoutsSeconds.lease),
      ),
      ctx: {
        now: Date.now,
        fetch,
        signal,
        pollMs: POLL_MS,
        log: quiet
          ? () => {}
          : line => process.stderr.write(`${config.node}: ${line}\n`),
      },
      holder: `${process.env.POD_NAME ?? hostname()}_${randomBytes(4).toString(
        'hex',
      )}`,
      noWait: !wait,
      dryRun,
      onEnd: async last => {
        if (metricsFile) {
          await writeMetrics(metricsFile, lastRunMetrics(config, last));
        }
      },
    }),
  );
  return {
    json: outcome,
    text:
      'last' in outcome
        ? outcome.last.message ?? outcome.last.result
        : `${config.node} may be stopped now; it would be captured by strategy "${outcome.wouldTake.strategy}".`,
  };
}

/** @throws UsageError that names each field that is wrong */
async function readConfig(file: string): Promise<RunConfig> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--config ${file} cannot be read as JSON: ${messageOf(error)}`,
    );
  }
  const parsed = runConfigSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `--config ${file} is not a configuration of a run:\n${z.prettifyError(
      parsed.error,
    )}`,
  );
}
