import { unavailable } from '../../stopped';
import { ClusterError } from '../cluster';
import { Step } from '../run';
import { scaleSchema } from '../objects';
import { persistently } from '../patience';
import { scaleTo } from './quiesce';

/** Start the node again. Nothing stops this but time: neither an API server that fails or refuses nor SIGTERM. */
export const resume: Step = async run => {
  const { stopped } = run.state;
  if (!stopped) return;
  const { now } = run.around;
  const untilMs = now() + run.config.timeoutsSeconds.resume * 1_000;
  await persistently(
    async () => {
      const scale = await run.cluster.read(
        'scale',
        run.names.statefulSet,
        scaleSchema,
      );
      // Deleted, or somebody started it already.
      if (!scale || scale.spec.replicas > 0) return;
      await scaleTo(run, stopped.replicas);
    },
    { untilMs, now, throughRefusals: true },
  ).catch(error => {
    if (!(error instanceof ClusterError)) throw error;
    // Not a refusal, which its Job would take for the last word.
    throw unavailable(
      'node-stopped',
      `The node could not be started again and stands still: ${error.message}`,
    );
  });
  const downtimeSeconds = run.secondsSince(stopped.since);
  await run.note({ stopped: undefined, downtimeSeconds });
  run.around.log(
    `resume: the node was scaled to ${stopped.replicas} again, after ${downtimeSeconds} s`,
  );
};
