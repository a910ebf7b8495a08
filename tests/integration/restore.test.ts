import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  type S3Server,
  startS3Server,
} from '../../packages/snapshots/src/testing/s3Server';
import { kubectl } from './cluster';
import {
  addGenesis,
  chooseImages,
  deploy,
  enforceRestricted,
  generateRepository,
  makeGenesis,
  makeNamespace,
  type Values,
  valuesIn,
  work,
} from './deployment';
import {
  deletePod,
  loadedBlock,
  NAMESPACE,
  NODE,
  onVolume,
  restoreEnd,
  until,
} from './restore/pod';
import { type Source, verifiedSnapshot } from './restore/source';

/** Of this machine, as pods see it. */
const address = `${process.env.CLUSTER_NET ?? '10.198'}.0.1`;

describe('a node that begins with a snapshot', () => {
  let store: S3Server;
  let source: Source;
  let running = false;

  before(async () => {
    const bucket = join(work, 's3');
    await mkdir(bucket);
    store = await startS3Server(bucket, address);
    running = true;
    const genesis = await makeGenesis();
    const { genesisHash } = await valuesIn(join(genesis, 'facts.json'));
    source = await verifiedSnapshot(genesis, String(genesisHash), [
      ...['--store', `s3://${store.bucket}/nodes`],
      ...['--s3-endpoint', store.endpoint],
      ...['--network', 'devnet', '--client', 'geth'],
    ]);
    const repository = await generateRepository({ name: NAMESPACE });
    await makeNamespace(NAMESPACE);
    await enforceRestricted(NAMESPACE);
    await addGenesis(NAMESPACE, genesis);
    await kubectl(
      ...['--namespace', NAMESPACE, 'create', 'secret', 'generic', 'store'],
      `--from-literal=AWS_ACCESS_KEY_ID=${process.env.AWS_ACCESS_KEY_ID}`,
      `--from-literal=AWS_SECRET_ACCESS_KEY=${process.env.AWS_SECRET_ACCESS_KEY}`,
    );
    await chooseImages(repository, genesis, settings());
    await deploy(repository);
  });

  after(async () => {
    if (running) await store.stop();
  });

  function settings(): Values {
    const small = { requests: { cpu: '10m', memory: '64Mi' } };
    return {
      deltaSync: {
        image: { repository: 'nodeyard.test/delta-sync', tag: 'test' },
        resources: small,
      },
      snapshotStore: {
        url: `s3://${store.bucket}/nodes`,
        endpoint: store.endpoint,
        existingSecret: 'store',
      },
      networkPolicy: { storeTo: [{ ipBlock: { cidr: `${address}/32` } }] },
      nodes: {
        [NODE]: {
          execution: { storage: { size: '1Gi' } },
          // No client produces blocks: the chain stays what the snapshot has.
          consensus: { storage: { size: '1Gi' }, interopValidators: '' },
          restore: { from: 'latest' },
        },
      },
    };
  }

  async function isRestored(): Promise<boolean> {
    const { number, hash } = source.block;
    const seen = await loadedBlock();
    return seen?.number === number && seen.hash === hash;
  }

  test('has the chain of the newest verified snapshot when its client starts', async () => {
    const end = await until('the end of the restore', restoreEnd, 200);
    assert.equal(end.exitCode, 0, end.message);
    await until(`block ${source.block.number}`, isRestored, 120);
  });

  test('keeps its chain when it starts again, also while the store is away', async () => {
    await store.stop();
    running = false;
    const before = await deletePod();
    const end = await until('the end of a look', () => endAfter(before), 150);
    assert.equal(end.exitCode, 0, end.message);
    await until(`block ${source.block.number}`, isRestored, 120);
  });

  test('does not start on an incomplete chain, and reports the reason', async () => {
    await onVolume(
      "require('fs').writeFileSync('/data/.nodeyard/dirty.json', 'torn')",
    );
    const before = await deletePod();
    const end = await until('a failure', () => endAfter(before), 150);
    assert.notEqual(end.exitCode, 0);
    assert.match(end.message ?? '', /no node may start on it/);
    assert.equal(await loadedBlock(), undefined);
  });

  async function endAfter(pod: string) {
    const end = await restoreEnd();
    return end && end.pod !== pod ? end : undefined;
  }
});
