import { refused, Stopped } from '../../stopped';
import { Cluster } from '../cluster';
import { podSchema, scaleSchema, statefulSetSchema } from '../objects';
import { unlessRaced } from '../patience';
import { Run, Step } from '../run';
import { longestStop, mark } from '../standstill';
import { RunState } from '../state';
import { tooFewOthers } from './candidate';
import { z } from 'zod';

/** 128 + SIGINT and SIGTERM: how a JVM ends that was asked to. */
const CLEAN_EXITS = [0, 130, 143];
/** So often may others change the StatefulSet while it is scaled. */
const TRIES = 20;

/** Stop the node, and see its execution client end by itself. */
export const quiesce: Step = async run => {
  if (stoppedBy(run).exitCode === undefined) await stop(run);
  const few = await tooFewOthers(run.config, run.cluster);
  if (few) throw refused('too-few-others', `Without this node, ${few}.`);
};

async function stop(run: Run): Promise<void> {
  const stopped = stoppedBy(run);
  const leaving = new AbortController();
  const watch = watchedExit(run, stopped.podUid, leaving.signal);
  try {
    const pod = await run.cluster.read('pod', run.names.pod, podSchema);
    if (pod?.metadata.uid !== stopped.podUid)
      throw refused(
        'exit-unseen',
        `The pod ${run.names.pod} ended while nobody looked: it is not known whether its client was stopped cleanly.`,
      );
    if (stopped.generation !== undefined && !(await isScaledDown(run)))
      throw startedMeanwhile(run);
    await mark(run.cluster, run.names, stopped.replicas, {
      by: run.pod,
      since: stopped.since,
      now: run.around.now(),
      seconds: longestStop(run.config, run.state.strategy),
    });
    await scaleTo(run.cluster, run.names, 0);
    const generation = await generationOf(run);
    await run.note({ stopped: { ...stopped, generation } });
    await run.wait(
      `for the pod ${run.names.pod} to end`,
      'quiesce',
      async () => {
        const now = await run.cluster.read('pod', run.names.pod, podSchema);
        watch.look(now);
        return now?.metadata.uid === stopped.podUid ? undefined : true;
      },
    );
    await watch.settled();
    await run.note({
      stopped: {
        ...stopped,
        generation,
        exitCode: cleanExit(run, watch.exitCode()),
      },
    });
  } finally {
    leaving.abort();
  }
}

export function stoppedBy(run: Run): NonNullable<RunState['stopped']> {
  const { stopped } = run.state;
  if (!stopped)
    throw new Error(`phase ${run.state.phase} without a stopped node`);
  return stopped;
}

function cleanExit(run: Run, exitCode: number | undefined): number {
  const { container } = run.config;
  if (exitCode === undefined)
    throw refused(
      'exit-unseen',
      `The pod ${run.names.pod} is gone, and the API server did not say how its container ${container} ended.`,
    );
  if (!CLEAN_EXITS.includes(exitCode))
    throw refused(
      'unclean-exit',
      `The container ${container} ended with exit code ${exitCode}${
        exitCode === 137 ? " (killed: raise the pod's grace period)" : ''
      }: its datadir is not fit for a snapshot.`,
    );
  return exitCode;
}

type Pod = z.infer<typeof podSchema>;

/** Follow the pod from before it is stopped: its last states say how its containers ended. */
function watchedExit(run: Run, podUid: string, signal: AbortSignal) {
  let exitCode: number | undefined;
  const look = (pod: Pod | undefined) => {
    if (pod?.metadata.uid !== podUid) return;
    const ended = pod.status.containerStatuses.find(
      ({ name }) => name === run.config.container,
    )?.state.terminated;
    if (pod.metadata.deletionTimestamp && ended) exitCode = ended.exitCode;
  };
  const watching = (async () => {
    while (!signal.aborted) {
      await run.cluster
        .watch('pod', run.names.pod, podSchema, look, signal)
        .catch(error => run.around.log(`quiesce: ${error.message}`));
      if (!signal.aborted)
        await new Promise(resolve => setTimeout(resolve, run.around.pollMs));
    }
  })();
  return {
    look,
    exitCode: () => exitCode,
    /** The watch's last word may come after the pod is gone. */
    async settled() {
      const until = run.around.now() + 5_000;
      while (exitCode === undefined && run.around.now() < until)
        await Promise.race([
          watching,
          new Promise(resolve => setTimeout(resolve, 50)),
        ]);
    },
  };
}

/** Scale, unless somebody else does at the same moment: then look again. */
export async function scaleTo(
  cluster: Cluster,
  { statefulSet }: { statefulSet: string },
  replicas: number,
): Promise<void> {
  const what = `StatefulSet ${statefulSet} could not be scaled to ${replicas}`;
  await unlessRaced(what, TRIES, async () => {
    const scale = await cluster.read('scale', statefulSet, scaleSchema);
    if (!scale)
      throw refused(
        'statefulset-gone',
        `StatefulSet ${statefulSet} was deleted.`,
      );
    if (scale.spec.replicas === replicas) return true;
    const { resourceVersion } = scale.metadata;
    const patch = { metadata: { resourceVersion }, spec: { replicas } };
    const answer = await cluster.patch('scale', statefulSet, patch);
    return answer === 'written' || undefined;
  });
}

async function isScaledDown(run: Run): Promise<boolean> {
  const { statefulSet } = run.names;
  const scale = await run.cluster.read('scale', statefulSet, scaleSchema);
  return scale?.spec.replicas === 0;
}

async function generationOf(run: Run): Promise<number | undefined> {
  const set = await run.cluster.read(
    'statefulSet',
    run.names.statefulSet,
    statefulSetSchema,
  );
  return set?.metadata.generation;
}

/** @throws Stopped `refused` when the node was started, or its StatefulSet changed, since it was stopped */
export async function assertStillStopped(run: Run): Promise<void> {
  const [set, pod] = await Promise.all([
    run.cluster.read('statefulSet', run.names.statefulSet, statefulSetSchema),
    run.cluster.read('pod', run.names.pod, podSchema),
  ]);
  const isStopped =
    set?.spec.replicas === 0 &&
    set.metadata.generation === stoppedBy(run).generation &&
    pod === undefined;
  if (!isStopped) throw startedMeanwhile(run);
}

function startedMeanwhile(run: Run): Stopped {
  return refused(
    'started-meanwhile',
    `StatefulSet ${run.names.statefulSet} was changed or its pod started while the node was to stand still: what was captured is not used. A deployment at that moment does this.`,
  );
}
