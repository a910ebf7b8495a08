import {
  refused,
  type RunState,
  type SnapshotError,
} from '@nodeyard/snapshot-store';
import type { Cluster } from '../cluster';
import { podSchema, scaleSchema, statefulSetSchema } from '../objects';
import { retryOnConflict } from '../retry';
import type { Run, Step } from '../run';
import { maxStopSeconds, setStopAnnotations } from '../stopAnnotations';
import { tooFewReadyNodes } from './candidate';
import type { z } from 'zod';

/** 128 + SIGINT and SIGTERM: exit codes of a JVM after a signal. */
const CLEAN_EXITS = [0, 130, 143];
/** Attempts to scale in case of conflicts. */
const MAX_CONFLICTS = 20;

/** Stop the node, and observe the exit code of its execution client. */
export const quiesce: Step = async run => {
  if (stoppedNode(run).exitCode === undefined) await stopNode(run);
  const few = await tooFewReadyNodes(run.config, run.cluster);
  if (few) throw refused('too-few-others', `Without this node, ${few}.`);
};

async function stopNode(run: Run): Promise<void> {
  const stopped = stoppedNode(run);
  const leaving = new AbortController();
  const watch = watchExit(run, stopped.podUid, leaving.signal);
  try {
    const pod = await run.cluster.read('pod', run.names.pod, podSchema);
    if (pod?.metadata.uid !== stopped.podUid) {
      throw refused(
        'exit-unseen',
        `The pod ${run.names.pod} terminated unobserved: whether its client was shut down cleanly is unknown.`,
      );
    }
    if (stopped.generation !== undefined && !(await isScaledDown(run))) {
      throw startedMeanwhileError(run);
    }
    await setStopAnnotations(run.cluster, run.names, stopped.replicas, {
      by: run.podLabel,
      since: stopped.since,
      now: run.ctx.now(),
      seconds: maxStopSeconds(run.config, run.state.strategy),
    });
    await scaleStatefulSet(run.cluster, run.names, 0);
    const generation = await generationOf(run);
    await run.update({ stopped: { ...stopped, generation } });
    await run.wait(
      `for the pod ${run.names.pod} to terminate`,
      'quiesce',
      async () => {
        const now = await run.cluster.read('pod', run.names.pod, podSchema);
        watch.observe(now);
        return now?.metadata.uid === stopped.podUid ? undefined : true;
      },
    );
    await watch.waitForLastEvent();
    await run.update({
      stopped: {
        ...stopped,
        generation,
        exitCode: requireCleanExit(run, watch.exitCode()),
      },
    });
  } finally {
    leaving.abort();
  }
}

export function stoppedNode(run: Run): NonNullable<RunState['stopped']> {
  const { stopped } = run.state;
  if (!stopped) {
    throw new Error(`phase ${run.state.phase} without a stopped node`);
  }
  return stopped;
}

function requireCleanExit(run: Run, exitCode: number | undefined): number {
  const { container } = run.config;
  if (exitCode === undefined) {
    throw refused(
      'exit-unseen',
      `The pod ${run.names.pod} is gone, and the exit code of its container ${container} was not observed.`,
    );
  }
  if (!CLEAN_EXITS.includes(exitCode)) {
    throw refused(
      'unclean-exit',
      `The container ${container} terminated with exit code ${exitCode}${
        exitCode === 137 ? " (killed: raise the pod's grace period)" : ''
      }: its datadir cannot be used for a snapshot.`,
    );
  }
  return exitCode;
}

type Pod = z.infer<typeof podSchema>;

/** Watch the pod from before it is stopped: its last states have the exit codes of its containers. */
function watchExit(run: Run, podUid: string, signal: AbortSignal) {
  let exitCode: number | undefined;
  const observe = (pod: Pod | undefined) => {
    if (pod?.metadata.uid !== podUid) return;
    const ended = pod.status.containerStatuses.find(
      ({ name }) => name === run.config.container,
    )?.state.terminated;
    if (pod.metadata.deletionTimestamp && ended) exitCode = ended.exitCode;
  };
  const watching = (async () => {
    while (!signal.aborted) {
      await run.cluster
        .watch('pod', run.names.pod, podSchema, observe, signal)
        .catch(error => run.ctx.log(`quiesce: ${error.message}`));
      if (!signal.aborted) {
        await new Promise(resolve => setTimeout(resolve, run.ctx.pollMs));
      }
    }
  })();
  return {
    observe,
    exitCode: () => exitCode,
    /** The last event of the watch may arrive after the pod is gone. */
    async waitForLastEvent() {
      const until = run.ctx.now() + 5_000;
      while (exitCode === undefined && run.ctx.now() < until) {
        await Promise.race([
          watching,
          new Promise(resolve => setTimeout(resolve, 50)),
        ]);
      }
    },
  };
}

/** Scale the StatefulSet, with retries on conflicts. */
export async function scaleStatefulSet(
  cluster: Cluster,
  { statefulSet }: { statefulSet: string },
  replicas: number,
): Promise<void> {
  const what = `StatefulSet ${statefulSet} could not be scaled to ${replicas}`;
  await retryOnConflict(what, MAX_CONFLICTS, async () => {
    const scale = await cluster.read('scale', statefulSet, scaleSchema);
    if (!scale) {
      throw refused(
        'statefulset-gone',
        `StatefulSet ${statefulSet} was deleted.`,
      );
    }
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

/** @throws SnapshotError `refused` if the node was started, or its StatefulSet changed, since it was stopped */
export async function assertStillStopped(run: Run): Promise<void> {
  const [set, pod] = await Promise.all([
    run.cluster.read('statefulSet', run.names.statefulSet, statefulSetSchema),
    run.cluster.read('pod', run.names.pod, podSchema),
  ]);
  const isStopped =
    set?.spec.replicas === 0 &&
    set.metadata.generation === stoppedNode(run).generation &&
    pod === undefined;
  if (!isStopped) throw startedMeanwhileError(run);
}

function startedMeanwhileError(run: Run): SnapshotError {
  return refused(
    'started-meanwhile',
    `StatefulSet ${run.names.statefulSet} was changed, or its pod started, during the capture, which is discarded. A deployment at that time is the usual cause.`,
  );
}
