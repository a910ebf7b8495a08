import {
  corrupt,
  type ListedSnapshot,
  listSnapshots,
  refused,
  showSnapshot,
  unwrap,
} from '@nodeyard/snapshot-store';
import { prune, publishLatest } from '@nodeyard/snapshots';
import { renderJob } from '../job';
import { ensureObject, runMetadata } from '../objects';
import type { Run, Step } from '../run';
import { jobEnvironment, readJobResult } from './upload';

/** Tolerated skew between the clocks of the upload's machine and this one. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Find the snapshot of the upload in the store, which determines its ID. */
export const manifest: Step = async run => {
  const { chain, startedAt } = run.state;
  const { snapshots } = unwrap(
    await listSnapshots({ ...run.storeScope, signal: run.ctx.signal }),
  );
  const [ours] = snapshots
    .filter(
      ({ block, createdAt }) =>
        block.hash === chain?.block.hash &&
        Date.parse(createdAt) > Date.parse(startedAt) - CLOCK_SKEW_MS,
    )
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (!ours) {
    throw refused(
      'manifest-missing',
      `Job ${run.names.upload} is complete, but ${run.store.url} has no snapshot of block ${chain?.block.number} ${chain?.block.hash}. Compare the store of the Job with that of the orchestrator.`,
    );
  }
  await run.update({ snapshot: ours.id });
};

/** Boot a temporary node from a restored copy; the Job itself records the result in the store. */
export const verify: Step = async run => {
  const { names, config } = run;
  await ensureObject(run, 'job', names.verify, () =>
    renderJob(config.jobs.verify, {
      metadata: { name: names.verify, ...runMetadata(run) },
      env: jobEnvironment(run),
      timeoutSeconds: config.timeoutsSeconds.verify,
    }),
  );
  const end = await run.wait(`for Job ${names.verify}`, 'verify', () =>
    readJobResult(run, names.verify),
  );
  const { id, verification } = await readSnapshot(run);
  if (verification?.result === 'failed') {
    throw corrupt(
      'boot-failed',
      `A client booted from a restored copy of snapshot ${id} does not have block ${run.state.chain?.block.number} with hash ${run.state.chain?.block.hash}. It is marked failed and latest.json does not point to it.`,
    );
  }
  if (verification?.result !== 'passed') {
    throw refused(
      'verify-failed',
      `Job ${names.verify} ${
        end.message === undefined
          ? 'is complete without a result'
          : `failed: ${end.message}`
      } Its log has the reason. Snapshot ${id} is kept, unverified.`,
    );
  }
};

/** `latest.json` was already moved by the Job, unless that was killed before. */
export const publish: Step = async run => {
  const { id } = await readSnapshot(run);
  unwrap(
    await publishLatest({
      ...run.storeScope,
      snapshot: id,
      signal: run.ctx.signal,
      now: run.ctx.now,
    }),
  );
};

export const retain: Step = async run => {
  const { last, weekly } = run.config.retention;
  const { removed, sweptBytes } = unwrap(
    await prune({
      ...run.storeScope,
      keepLast: last,
      keepWeekly: weekly,
      signal: run.ctx.signal,
    }),
  );
  run.ctx.log(
    `retain: removed ${removed.length} snapshots, ${sweptBytes} bytes`,
  );
};

/** The snapshot of this run in the store. */
export async function readSnapshot(run: Run): Promise<ListedSnapshot> {
  const { snapshot } = run.state;
  if (!snapshot) throw new Error('the ID of the snapshot is not known yet');
  return unwrap(
    await showSnapshot({ ...run.storeScope, snapshot, signal: run.ctx.signal }),
  ).snapshot;
}
