import { unavailable } from '../../stopped';
import { Cluster, ClusterError } from '../cluster';
import { objectNames, RunConfig } from '../config';
import { scaleSchema } from '../objects';
import { persistently } from '../patience';
import { Step, Surroundings } from '../run';
import { mark } from '../standstill';
import { scaleTo } from './quiesce';

/** Start the node again. Nothing stops this but time: neither an API server that fails or refuses nor SIGTERM. */
export const resume: Step = async run => {
  const { stopped } = run.state;
  if (!stopped) return;
  const { config, cluster, around, names } = run;
  await start(config, cluster, around, stopped.replicas);
  const announced = {
    by: run.pod,
    since: stopped.since,
    now: around.now(),
    seconds: 0,
  };
  await mark(cluster, names, null, announced).catch(error => {
    if (!(error instanceof ClusterError)) throw error;
    // The next run takes it away.
    around.log(
      `resume: Lease ${names.lease} still says that the node is stopped: ${error.message}`,
    );
  });
  const downtimeSeconds = run.secondsSince(stopped.since);
  await run.note({ stopped: undefined, downtimeSeconds });
  around.log(
    `resume: the node was scaled to ${stopped.replicas} again, after ${downtimeSeconds} s`,
  );
};

/** @returns whether it had to be started: not when somebody has done so, or has deleted it */
export async function start(
  config: RunConfig,
  cluster: Cluster,
  { now }: Pick<Surroundings, 'now'>,
  replicas: number,
): Promise<boolean> {
  const names = objectNames(config);
  const { statefulSet } = names;
  const untilMs = now() + config.timeoutsSeconds.resume * 1_000;
  const work = async () => {
    const scale = await cluster.read('scale', statefulSet, scaleSchema);
    if (!scale || scale.spec.replicas > 0) return false;
    await scaleTo(cluster, names, replicas);
    return true;
  };
  return persistently(work, { untilMs, now, throughRefusals: true }).catch(
    error => {
      if (!(error instanceof ClusterError)) throw error;
      // Not a refusal, which its Job would take for the last word.
      throw unavailable(
        'node-stopped',
        `The node could not be started again and stands still: ${error.message} The next start tries again; by hand: kubectl scale statefulset/${statefulSet} --namespace ${config.namespace} --replicas=${replicas}.`,
      );
    },
  );
}
