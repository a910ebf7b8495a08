import { unavailable } from '@nodeyard/snapshot-store';
import type { Cluster } from '../cluster';
import { ClusterError } from '../cluster';
import type { RunConfig } from '../config';
import { objectNames } from '../config';
import { scaleSchema } from '../objects';
import { retryWithBackoff } from '../retry';
import type { Step, RunContext } from '../run';
import { setStopAnnotations } from '../stopAnnotations';
import { scaleStatefulSet } from './quiesce';

/** Start the node again. Retried until its timeout, also on refusals of the API server and after SIGTERM. */
export const resume: Step = async run => {
  const { stopped } = run.state;
  if (!stopped) return;
  const { config, cluster, ctx, names } = run;
  await startNode(config, cluster, ctx, stopped.replicas);
  const announced = {
    by: run.podLabel,
    since: stopped.since,
    now: ctx.now(),
    seconds: 0,
  };
  await setStopAnnotations(cluster, names, null, announced).catch(error => {
    if (!(error instanceof ClusterError)) throw error;
    // The next run removes it.
    ctx.log(
      `resume: Lease ${names.lease} still has the annotations of a stopped node: ${error.message}`,
    );
  });
  const downtimeSeconds = run.secondsSince(stopped.since);
  await run.update({ stopped: undefined, downtimeSeconds });
  ctx.log(
    `resume: the node was scaled to ${stopped.replicas} again, after ${downtimeSeconds} s`,
  );
};

/** @returns false if it was running already, or was deleted */
export async function startNode(
  config: RunConfig,
  cluster: Cluster,
  { now }: Pick<RunContext, 'now'>,
  replicas: number,
): Promise<boolean> {
  const names = objectNames(config);
  const { statefulSet } = names;
  const untilMs = now() + config.timeoutsSeconds.resume * 1_000;
  const work = async () => {
    const scale = await cluster.read('scale', statefulSet, scaleSchema);
    if (!scale || scale.spec.replicas > 0) return false;
    await scaleStatefulSet(cluster, names, replicas);
    return true;
  };
  return retryWithBackoff(work, { untilMs, now, retryRefusals: true }).catch(
    error => {
      if (!(error instanceof ClusterError)) throw error;
      // Not `refused`, on which the Job would fail for good.
      throw unavailable(
        'node-stopped',
        `The node could not be started again and is still stopped: ${error.message} The next attempt of the Job retries; by hand: kubectl scale statefulset/${statefulSet} --namespace ${config.namespace} --replicas=${replicas}.`,
      );
    },
  );
}
