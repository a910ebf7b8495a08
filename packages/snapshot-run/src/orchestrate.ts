import {
  cancelled,
  type LastRun,
  type Phase,
  phases,
  type Result,
  SnapshotError,
  toResult,
} from '@nodeyard/snapshot-store';
import type { Cluster } from './cluster';
import { ClusterError } from './cluster';
import type { RunConfig } from './config';
import { objectNames } from './config';
import { fencedCluster } from './fence';
import { completeRun } from './finish';
import { HeldLease } from './lease';
import { API_RETRY_SECONDS, withRetry } from './retry';
import { prepare } from './prepare';
import { startNodeAndRethrow } from './recovery';
import type { Steps, RunContext } from './run';
import { Run } from './run';
import { StateMap } from './stateMap';
import { waitForCandidate, resolveStrategy } from './steps/start';
import { capture } from './steps/capture';
import { manifest, publish, retain, verify } from './steps/publish';
import { quiesce } from './steps/quiesce';
import { resume } from './steps/resume';
import { upload } from './steps/upload';
import { enterRollback, toFailure, mustRollBack, rollBack } from './rollback';

const steps: Steps = {
  quiesce,
  capture,
  resume,
  upload,
  manifest,
  verify,
  publish,
  retain,
};

export interface OrchestrateOptions {
  config: RunConfig;
  cluster: Cluster;
  ctx: RunContext;
  /** Unique name of this orchestrator. */
  holder: string;
  /** Skip the run if the node is no candidate now. */
  noWait?: boolean;
  /** Only check whether the node could be stopped now. */
  dryRun?: boolean;
  /** Called at the end of the run. */
  onEnd?: (last: LastRun) => Promise<void>;
}

/** @public */
export type OrchestrateResult =
  | { last: LastRun }
  | { wouldTake: { strategy: 'csi' | 'direct' } };

/**
 * Take one snapshot of a node, or continue the run of a killed orchestrator.
 *
 * Phases: candidate, quiesce, capture, resume, upload, manifest, verify, publish, retain. The state is written before each, so
 * that another orchestrator can continue; on any failure while the node is stopped, it is started again.
 */
export function orchestrate(
  options: OrchestrateOptions,
): Promise<Result<OrchestrateResult>> {
  return toResult(async () => {
    try {
      return await runOrchestration(options);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const { kind, code, message } = toFailure(error);
      throw new SnapshotError(kind, code, message);
    }
  });
}

async function runOrchestration({
  config,
  cluster: bare,
  ctx,
  holder,
  noWait = false,
  dryRun = false,
  onEnd,
}: OrchestrateOptions): Promise<OrchestrateResult> {
  const retried = withRetry(bare, API_RETRY_SECONDS);
  const startedAt = ctx.now();
  if (dryRun) {
    await waitForCandidate({ config, cluster: retried, ctx, noWait: true });
    return { wouldTake: { strategy: await resolveStrategy(config, retried) } };
  }
  const names = objectNames(config);
  const startNode = (error: unknown) =>
    startNodeAndRethrow(error, { config, cluster: retried, ctx });
  const lease = await HeldLease.acquire({
    cluster: bare,
    name: names.lease,
    holder,
    seconds: config.timeoutsSeconds.lease,
    now: ctx.now,
    log: ctx.log,
  }).catch(startNode);
  // Every retry of a request checks the Lease again.
  const cluster = withRetry(fencedCluster(bare, lease), API_RETRY_SECONDS);
  const prepared = async () => {
    const map = await StateMap.load(cluster, names.state, holder);
    const run = new Run(config, cluster, map, lease, ctx, holder, onEnd);
    await prepare(run, noWait, startedAt);
    return run;
  };
  try {
    return { last: await continueRun(await prepared().catch(startNode)) };
  } finally {
    await lease
      .release()
      .catch(error => ctx.log(`the Lease was not released: ${error.message}`));
  }
}

async function continueRun(run: Run): Promise<LastRun> {
  try {
    // From this write on, writes of the previous holder conflict.
    if (run.state.holder !== run.holder) await run.update({});
    for (let { phase } = run.state; phase !== 'undo'; phase = run.state.phase) {
      if (phase === 'candidate') {
        throw new Error('phase "candidate" has no stored state');
      }
      await steps[phase](run);
      // Only after `resume`: all later phases can be continued by the next start.
      if (run.ctx.signal.aborted && !run.state.stopped) {
        throw cancelled(
          `Cancelled by a signal after phase ${phase}; the node runs. The next run continues.`,
        );
      }
      const next = nextPhase(phase);
      if (next === undefined) return await completeRun(run);
      await run.enterPhase(next);
    }
  } catch (error) {
    if (!mustRollBack(run, error)) throw error;
    await enterRollback(run, error);
  }
  return rollBack(run);
}

function nextPhase(phase: Phase): Phase | undefined {
  return phases[phases.indexOf(phase) + 1];
}
