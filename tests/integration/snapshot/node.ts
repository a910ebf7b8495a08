import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type S3Server,
  startS3Server,
} from '../../../packages/snapshots/src/testing/s3Server';
import { bringPolicies, removePolicies } from '../admission/policies';
import { kubectl } from '../cluster';
import {
  addGenesis,
  chooseImages,
  deploy,
  generateRepository,
  makeGenesis,
  makeNamespace,
  type Values,
  work,
} from '../deployment';
import { NODE } from './orchestrator';

/** Of this machine, as pods see it. */
const address = `${process.env.CLUSTER_NET ?? '10.198'}.0.1`;

export type Strategy = 'csi' | 'direct';

/** Where the node's snapshots go: a bucket whose objects are files in a folder of this machine. */
export interface Bucket extends S3Server {
  folder: string;
  /** Options of both programs. */
  options: string[];
}

/** Deploys a node whose snapshots are taken by a strategy, by the repository that a team would have. */
export async function deployNode(
  namespace: string,
  strategy: Strategy,
): Promise<Bucket> {
  const folder = join(work, 's3');
  await mkdir(folder);
  const store = await startS3Server(folder, address);
  const repository = await generateRepository({ name: namespace });
  const genesis = await makeGenesis();
  await makeNamespace(namespace);
  await addGenesis(namespace, genesis);
  const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(
    name => `--from-literal=${name}=${process.env[name]}`,
  );
  const create = ['create', 'secret', 'generic', 'store'];
  await kubectl('--namespace', namespace, ...create, ...keys);
  await chooseImages(repository, genesis, settings(strategy, store));
  await deploy(repository);
  // What the orchestrator really makes is what they let through.
  await bringPolicies(namespace);
  const { url, endpoint } = storeOf(store);
  const options = ['--store', url, '--s3-endpoint', endpoint];
  const place = ['--network', 'devnet', '--client', 'geth'];
  const stop = async () => {
    await removePolicies(namespace);
    await store.stop();
  };
  return { ...store, stop, folder, options: [...options, ...place] };
}

function storeOf({ bucket, endpoint }: S3Server) {
  return { url: `s3://${bucket}/nodes`, endpoint, pathStyle: true };
}

/**
 * A geth that makes its own blocks, because it is stopped again and again: the chain of a pair of the test's Lodestar
 * would not go on. What stands in for consensus client and sidecar says that all is well.
 */
function settings(strategy: Strategy, store: S3Server): Values {
  const outside = [{ ipBlock: { cidr: `${address}/32` } }];
  const standIn = { repository: 'nodeyard.test/stand-in', tag: 'test' };
  // Several tests share one machine, whose cores are promised to them already.
  const small = { requests: { cpu: '25m', memory: '64Mi' } };
  return {
    nodeHealth: { image: standIn, resources: small },
    snapshotBuilder: { image: image('snapshot-builder'), resources: small },
    deltaSync: { image: image('delta-sync'), resources: small },
    snapshotStore: {
      ...storeOf(store),
      existingSecret: 'store',
      retention: { last: 3, weekly: 1 },
    },
    networkPolicy: { storeTo: outside },
    nodes: {
      [NODE]: {
        execution: {
          storage: { size: '1Gi' },
          args: gethArgs,
          resources: small,
        },
        consensus: {
          image: standIn,
          resources: small,
          storage: { size: '1Gi' },
          args: ['beacon'],
          interopValidators: '',
        },
        snapshots: {
          enabled: true,
          suspend: true,
          strategy,
          ...(strategy === 'csi' ? { volumeSnapshotClass: 'standard' } : {}),
          minReady: 0,
          syncedMinutes: 0,
          timeoutsSeconds: { candidate: 120, lease: 3 },
          resources: small,
          verification: { resources: small },
        },
      },
    },
  };
}

const gethArgs = [
  ...['--datadir=/data', '--dev', '--dev.period=2', '--syncmode=full'],
  ...['--state.scheme=path', '--history.chain=all', '--cache=64'],
  '--datadir.minfreedisk=0',
  ...['--http', '--http.addr=0.0.0.0', '--http.port=8545'],
  ...['--http.api=eth,net,web3', '--http.vhosts=*'],
  ...['--metrics', '--metrics.addr=0.0.0.0', '--metrics.port=6060'],
  '--authrpc.jwtsecret=/secrets/jwt/jwt.hex',
];

function image(name: string) {
  return { repository: `nodeyard.test/${name}`, tag: 'test' };
}
