import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { RunConfig, runConfigSchema } from '../run/config';
import { lastRunMetrics } from '../run/figures';
import { kubeCluster, loadKubeConfig } from '../run/kubeCluster';
import { orchestrate } from '../run/orchestrate';
import { settled, unwrapped } from '../stopped';
import { writeMetrics } from './metrics';
import { UsageError } from './options';
import type { Command, Running, Said } from './program';

const POLL_MS = 1_000;

/** `snapshot-builder run`: the orchestrator, in the chart's CronJob or by hand. */
export const runCommand: Command = {
  help: 'take a snapshot of a node in Kubernetes: stop it, capture, start it, upload, verify, publish, prune',
  options: {
    config: {
      kind: 'string',
      value: 'FILE',
      help: "the chart's config.json of the node",
    },
    once: {
      kind: 'boolean',
      help: 'skip the run when the node may not be stopped now, instead of waiting for it',
    },
    'dry-run': {
      kind: 'boolean',
      help: 'only say whether the node may be stopped now, and how it would be captured',
    },
    'metrics-file': {
      kind: 'string',
      value: 'FILE',
      help: 'write Prometheus metrics there, as well as into the state ConfigMap',
    },
    json: {
      kind: 'boolean',
      help: 'result as one line of JSON on standard output',
    },
    quiet: { kind: 'boolean', help: 'no line for each phase' },
  },
  ownMetrics: true,
  run: running => settled(() => ran(running)),
};

async function ran({ given, signal }: Running): Promise<{ said: Said }> {
  const config = await readConfig(given.required('config'));
  const outcome = unwrapped(
    await orchestrate({
      config,
      cluster: kubeCluster(await loadKubeConfig(), config.namespace),
      around: {
        now: Date.now,
        fetch,
        signal,
        pollMs: POLL_MS,
        log: given.flag('quiet')
          ? () => {}
          : line => process.stderr.write(`${config.node}: ${line}\n`),
      },
      holder: `${process.env.POD_NAME ?? hostname()}_${randomBytes(4).toString(
        'hex',
      )}`,
      once: given.flag('once'),
      dryRun: given.flag('dry-run'),
      onEnd: async last => {
        const file = given.text('metrics-file');
        if (file) await writeMetrics(file, lastRunMetrics(config, last));
      },
    }),
  );
  return {
    said: {
      json: outcome,
      text:
        'last' in outcome
          ? outcome.last.message ?? outcome.last.result
          : `${config.node} may be stopped now; it would be captured by strategy "${outcome.wouldTake.strategy}".`,
    },
  };
}

/** @throws UsageError that names each field that is wrong */
async function readConfig(file: string): Promise<RunConfig> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--config ${file} cannot be read as JSON: ${
        error instanceof Error ? error.message : error
      }`,
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
