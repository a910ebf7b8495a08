import { ListedSnapshot, listSnapshots, showSnapshot } from '../../list';
import { prune } from '../../retain/prune';
import { corrupt, refused, unwrapped } from '../../stopped';
import { publishLatest } from '../../verify/publish';
import { filledJob } from '../job';
import { ensure, marked } from '../objects';
import { Run, Step } from '../run';
import { environment, jobEnd } from './upload';

/** By so much may the clock of the upload's machine be behind ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Find what the upload left in the store: only there is its name known. */
export const manifest: Step = async run => {
  const { chain, startedAt } = run.state;
  const { snapshots } = unwrapped(
    await listSnapshots({ ...run.place, signal: run.around.signal }),
  );
  const [ours] = snapshots
    .filter(
      ({ block, createdAt }) =>
        block.hash === chain?.block.hash &&
        Date.parse(createdAt) > Date.parse(startedAt) - CLOCK_SKEW_MS,
    )
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (!ours)
    throw refused(
      'manifest-missing',
      `Job ${run.names.upload} is complete, but ${run.store.url} has no snapshot of block ${chain?.block.number} ${chain?.block.hash}. Do the Job and the orchestrator have the same store?`,
    );
  await run.note({ snapshot: ours.id });
};

/** Boot a throw-away node from a restored copy; the Job itself records the result beside the manifest. */
export const verify: Step = async run => {
  const { names, config } = run;
  await ensure(run, 'job', names.verify, () =>
    filledJob(config.jobs.verify, {
      metadata: { name: names.verify, ...marked(run) },
      env: environment(run),
      timeoutSeconds: config.timeoutsSeconds.verify,
    }),
  );
  const end = await run.wait(`for Job ${names.verify}`, 'verify', () =>
    jobEnd(run, names.verify),
  );
  const { id, verification } = await snapshotOf(run);
  if (verification?.result === 'failed')
    throw corrupt(
      'boot-failed',
      `Snapshot ${id} was restored and booted, and does not have block ${run.state.chain?.block.number} with hash ${run.state.chain?.block.hash}. It is marked failed and latest.json does not point to it.`,
    );
  if (verification?.result !== 'passed')
    throw refused(
      'verify-failed',
      `Job ${names.verify} ${
        end.message === undefined
          ? 'is complete without a result'
          : `failed: ${end.message}`
      } Its log says why. Snapshot ${id} is kept, unverified.`,
    );
};

/** `latest.json` was moved by the Job, unless it was killed right then. */
export const publish: Step = async run => {
  const { id } = await snapshotOf(run);
  unwrapped(
    await publishLatest({
      ...run.place,
      snapshot: id,
      signal: run.around.signal,
      now: run.around.now,
    }),
  );
};

export const retain: Step = async run => {
  const { last, weekly } = run.config.retention;
  const { removed, sweptBytes } = unwrapped(
    await prune({
      ...run.place,
      keepLast: last,
      keepWeekly: weekly,
      signal: run.around.signal,
    }),
  );
  run.around.log(
    `retain: removed ${removed.length} snapshots, ${sweptBytes} bytes`,
  );
};

/** The snapshot of this run, as the store has it. */
export async function snapshotOf(run: Run): Promise<ListedSnapshot> {
  const { snapshot } = run.state;
  if (!snapshot) throw new Error('the snapshot has no name yet');
  return unwrapped(
    await showSnapshot({ ...run.place, snapshot, signal: run.around.signal }),
  ).snapshot;
}
