import { refused } from '@nodeyard/snapshot-store';
import { renderJob } from '../job';
import { claimSchema, ensureObject, jobSchema, runMetadata } from '../objects';
import type { Run, Step } from '../run';
import { readVolumeSnapshot } from './volumeSnapshot';

/** `csi`: upload from a clone of the VolumeSnapshot, while the node runs. */
export const upload: Step = async run => {
  if (run.state.strategy === 'direct') return;
  await run.wait(
    `for VolumeSnapshot ${run.names.volumeSnapshot} to be ready to use`,
    'snapshotReady',
    async () =>
      (await readVolumeSnapshot(run)).status.readyToUse ? true : undefined,
  );
  await ensureObject(run, 'claim', run.names.clone, () => cloneManifest(run));
  await ensureUpload(run, run.names.clone);
  await waitForUpload(run, 'snapshotReady');
};

async function cloneManifest(run: Run): Promise<object> {
  const { names, config } = run;
  const source = await run.cluster.read('claim', config.claim, claimSchema);
  if (!source) {
    throw refused(
      'claim-gone',
      `PersistentVolumeClaim ${config.claim} was deleted.`,
    );
  }
  const { accessModes, storageClassName, resources } = source.spec;
  const storage = source.status.capacity?.storage ?? resources.requests.storage;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: names.clone,
      ...runMetadata(run),
      // The same as the Job's: backups exclude claims by their labels.
      labels: config.jobs.upload.metadata.labels,
    },
    spec: {
      accessModes,
      storageClassName,
      resources: { requests: { storage } },
      dataSource: {
        apiGroup: 'snapshot.storage.k8s.io',
        kind: 'VolumeSnapshot',
        name: names.volumeSnapshot,
      },
    },
  };
}

export function ensureUpload(run: Run, claim: string): Promise<void> {
  const { names, config } = run;
  return ensureObject(run, 'job', names.upload, () =>
    renderJob(config.jobs.upload, {
      metadata: { name: names.upload, ...runMetadata(run) },
      env: jobEnvironment(run),
      claim,
      timeoutSeconds: config.timeoutsSeconds.upload,
    }),
  );
}

export async function waitForUpload(
  run: Run,
  after?: 'snapshotReady',
): Promise<void> {
  const failure = await run.wait(
    `for Job ${run.names.upload}`,
    'upload',
    () => readJobResult(run, run.names.upload),
    after,
  );
  if (failure.message !== undefined) {
    throw refused(
      'upload-failed',
      `Job ${run.names.upload} failed: ${failure.message} Its log has the reason.`,
    );
  }
}

/** @returns undefined while it runs; with a message if it failed */
export async function readJobResult(
  run: Run,
  name: string,
): Promise<{ message?: string } | undefined> {
  const job = await run.cluster.read('job', name, jobSchema);
  if (!job) {
    throw refused(
      'job-gone',
      `Job ${name} was deleted before it had ended. The next run creates another.`,
    );
  }
  const is = (type: string) =>
    job.status.conditions.find(
      one => one.type === type && one.status === 'True',
    );
  if (is('Complete')) return {};
  const failed = is('Failed');
  // Messages of Kubernetes have no full stop.
  const why = failed?.message?.replace(/\.?$/, '.') ?? 'no reason given.';
  return failed && { message: why };
}

/** Documented in ../README.md. */
export function jobEnvironment(run: Run): Record<string, string> {
  const { chain, snapshot } = run.state;
  if (!chain) throw new Error('the state has no chain');
  return {
    SNAPSHOT_BLOCK: String(chain.block.number),
    SNAPSHOT_BLOCK_HASH: chain.block.hash,
    SNAPSHOT_BLOCK_TIME: String(chain.block.timestamp),
    SNAPSHOT_CHAIN_ID: String(chain.chainId),
    SNAPSHOT_GENESIS_HASH: chain.genesisHash,
    SNAPSHOT_CLIENT_VERSION: chain.clientVersion,
    ...(snapshot ? { SNAPSHOT_ID: snapshot } : {}),
  };
}
