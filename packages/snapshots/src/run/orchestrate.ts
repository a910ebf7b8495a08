import { cancelled, Outcome, settled, Stopped } from '../stopped';
import { Cluster, ClusterError } from './cluster';
import { objectNames, RunConfig } from './config';
import { fenced } from './fence';
import { finish } from './finish';
import { LastRun } from './lastRun';
import { HeldLease } from './lease';
import { API_PATIENCE_SECONDS, patient } from './patience';
import { prepare } from './prepare';
import { refusedWithNodeStarted } from './rescue';
import { Run, Steps, Surroundings } from './run';
import { Phase, phases } from './state';
import { StateMap } from './stateMap';
import { awaitCandidate, strategyOf } from './steps/begin';
import { capture } from './steps/capture';
import { manifest, publish, retain, verify } from './steps/inStore';
import { quiesce } from './steps/quiesce';
import { resume } from './steps/resume';
import { upload } from './steps/upload';
import { enterUndo, failureOf, mustUndo, undone } from './undo';

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
  around: Surroundings;
  /** Name of this orchestrator, unlike that of any other. */
  holder: string;
  /** Skip the run when the node is no candidate at the first look. */
  once?: boolean;
  /** Only say whether the node could be stopped now. */
  dryRun?: boolean;
  /** Told how the run ended, well or not. */
  onEnd?: (last: LastRun) => Promise<void>;
}

/** @public */
export type Orchestrated =
  | { last: LastRun }
  | { wouldTake: { strategy: 'csi' | 'direct' } };

/**
 * Take one snapshot of a node, or end the one that a killed orchestrator left.
 *
 * Its phases: candidate, quiesce, capture, resume, upload, manifest, verify, publish, retain. The state is written before
 * each, so that whoever comes next knows how to go on; when anything fails while the node is stopped, it is started again.
 */
export function orchestrate(
  options: OrchestrateOptions,
): Promise<Outcome<Orchestrated>> {
  return settled(async () => {
    try {
      return await orchestrated(options);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const { kind, code, message } = failureOf(error);
      throw new Stopped(kind, code, message);
    }
  });
}

async function orchestrated({
  config,
  cluster: bare,
  around,
  holder,
  once = false,
  dryRun = false,
  onEnd,
}: OrchestrateOptions): Promise<Orchestrated> {
  const patiently = patient(bare, API_PATIENCE_SECONDS);
  const startedAt = around.now();
  if (dryRun) {
    await awaitCandidate({ config, cluster: patiently, around, once: true });
    return { wouldTake: { strategy: await strategyOf(config, patiently) } };
  }
  const names = objectNames(config);
  const startNode = (error: unknown) =>
    refusedWithNodeStarted(error, { config, cluster: patiently, around });
  const lease = await HeldLease.acquire({
    cluster: bare,
    name: names.lease,
    holder,
    seconds: config.timeoutsSeconds.lease,
    now: around.now,
  }).catch(startNode);
  // Each try of a request looks at the Lease again.
  const cluster = patient(fenced(bare, lease), API_PATIENCE_SECONDS);
  const prepared = async () => {
    const map = await StateMap.load(cluster, names.state, holder);
    const run = new Run(config, cluster, map, lease, around, holder, onEnd);
    await prepare(run, once, startedAt);
    return run;
  };
  try {
    return { last: await carriedOn(await prepared().catch(startNode)) };
  } finally {
    await lease
      .release()
      .catch(error =>
        around.log(`the Lease was not released: ${error.message}`),
      );
  }
}

async function carriedOn(run: Run): Promise<LastRun> {
  try {
    // From this write on, whoever wrote the state before can write no more.
    if (run.state.holder !== run.holder) await run.note({});
    for (let { phase } = run.state; phase !== 'undo'; phase = run.state.phase) {
      if (phase === 'candidate')
        throw new Error('a run is never kept in phase "candidate"');
      await steps[phase](run);
      // Not during resume: it is done by now, and what follows can wait for the next start.
      if (run.around.signal.aborted && !run.state.stopped)
        throw cancelled(
          `Stopped after phase ${phase} as asked; the node runs. The next run goes on.`,
        );
      const next = following(phase);
      if (next === undefined) return await finish(run);
      await run.enter(next);
    }
  } catch (error) {
    if (!mustUndo(run, error)) throw error;
    await enterUndo(run, error);
  }
  return undone(run);
}

function following(phase: Phase): Phase | undefined {
  return phases[phases.indexOf(phase) + 1];
}
