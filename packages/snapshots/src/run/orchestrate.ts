import { cancelled, Outcome, settled, Stopped } from '../stopped';
import { Cluster, ClusterError } from './cluster';
import { objectNames, RunConfig } from './config';
import { finish, keepLast } from './finish';
import { LastRun } from './lastRun';
import { fenced, HeldLease } from './lease';
import { assertRemoved, podSchema, scaleSchema } from './objects';
import { API_PATIENCE_SECONDS, patient } from './patience';
import {
  refusedWithNodeStarted,
  startForgotten,
  undoUnreadable,
} from './rescue';
import { Run, Steps, Surroundings } from './run';
import { Phase, phases, STATE_KEY } from './state';
import { StateMap } from './stateMap';
import {
  awaitCandidate,
  firstState,
  stepAside,
  strategyOf,
} from './steps/begin';
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

/** There is no run without what the chart renders. */
const MISSING = ['lease-missing', 'lease-gone', 'state-missing', 'state-gone'];
/** Nothing is there to keep it in, or it is a defect, after which its Job starts it again. */
const UNKEPT = [...MISSING, 'defect'];

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
  const { lease: name, state } = objectNames(config);
  const withoutRun = (cluster: Cluster) => (error: unknown) => {
    if (!(error instanceof Stopped) || !MISSING.includes(error.code))
      throw error;
    return refusedWithNodeStarted(error, { config, cluster, around });
  };
  const lease = await HeldLease.acquire({
    cluster: bare,
    name,
    holder,
    seconds: config.timeoutsSeconds.lease,
    now: around.now,
  }).catch(withoutRun(patiently));
  try {
    // Each try of a request looks at the Lease again.
    const cluster = patient(fenced(bare, lease), API_PATIENCE_SECONDS);
    const map = await StateMap.load(cluster, state, holder).catch(
      withoutRun(cluster),
    );
    const run = new Run(config, cluster, map, lease, around, holder, onEnd);
    const prepare = async () =>
      (await hasToGoOn(run)) || begin(run, once, startedAt);
    await prepare().catch(withoutRun(patiently));
    return { last: await carriedOn(run) };
  } finally {
    await lease
      .release()
      .catch(error =>
        around.log(`the Lease was not released: ${error.message}`),
      );
  }
}

/** @returns false when there is no run to go on with, or none that has touched the node: a new one is to begin */
async function hasToGoOn(run: Run): Promise<boolean> {
  const { state, unreadable } = run.map.kept;
  if (unreadable) {
    await undoUnreadable(run, unreadable);
    return true;
  }
  if (!state) return false;
  const { phase, holder } = state;
  if (await isUntouched(run)) {
    run.around.log(`${phase}: ${holder} did not come to stopping the node`);
    await run.map.write({ [STATE_KEY]: null });
    return false;
  }
  run.around.log(`${phase}: going on with the run that ${holder} left`);
  return true;
}

/** Whether the pod that was to be stopped still runs, and nobody has asked it to stop. */
async function isUntouched({ state, cluster, names }: Run): Promise<boolean> {
  const { phase, stopped } = state;
  if (phase !== 'quiesce' || stopped?.exitCode !== undefined) return false;
  const [scale, pod] = await Promise.all([
    cluster.read('scale', names.statefulSet, scaleSchema),
    cluster.read('pod', names.pod, podSchema),
  ]);
  return (
    scale !== undefined &&
    scale.spec.replicas > 0 &&
    pod?.metadata.uid === stopped?.podUid &&
    pod?.metadata.deletionTimestamp === undefined
  );
}

async function begin(
  run: Run,
  once: boolean,
  startedMs: number,
): Promise<void> {
  const { config, cluster, around, names, holder } = run;
  const startedAt = new Date(startedMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const beginning = { config, cluster, around, once };
  try {
    around.log('candidate');
    await startForgotten(run);
    await awaitCandidate(beginning);
    await stepAside(beginning);
    await awaitCandidate(beginning);
    // Not while the node stands still.
    for (const job of [names.upload, names.verify])
      await assertRemoved(run, 'job', job);
    if ((await strategyOf(config, cluster)) === 'csi') {
      await assertRemoved(run, 'claim', names.clone);
      await assertRemoved(run, 'volumeSnapshot', names.volumeSnapshot);
    }
    await run.save(await firstState(beginning, holder, startedAt));
    around.log('quiesce');
  } catch (error) {
    await keepRefusal(run, error);
    throw error;
  }
}

/** What trying again does not change is kept where people and alerts look; for the rest, its Job starts it again. */
async function keepRefusal(run: Run, error: unknown): Promise<void> {
  const { kind, code, message } = failureOf(error);
  if (kind !== 'refused' || UNKEPT.includes(code)) return;
  await keepLast(run, {
    result: code === 'not-a-candidate' ? 'skipped' : kind,
    code,
    message,
    endedAt: run.instant,
  }).catch(unwritten =>
    run.around.log(`how it ended was not kept: ${unwritten.message}`),
  );
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
