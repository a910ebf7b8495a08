import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubectl } from '../integration/cluster';
import { work } from '../integration/deployment';
import { inNode } from './machine';
import { inNamespace, pairOf } from './network';
import { type NodeName, releaseOf } from './nodes';

/** In the cluster's node, whose own folder /mnt is. */
const FOLDER = '/mnt/situations-small';
const VOLUME = 'situations-small';
/** Enough for geth, which stops by itself where no more than 2 GiB are free. Nothing of it is used before it is written. */
const SIZE = '6g';

/** A volume with an end: those of the cluster's own class are folders without one. The StatefulSet takes the claim as it is. */
export async function makeSmallVolume(name: NodeName): Promise<void> {
  await inNode('mkdir', '-p', FOLDER);
  await inNode(
    'mount',
    '-t',
    'tmpfs',
    '-o',
    `size=${SIZE},mode=0777`,
    VOLUME,
    FOLDER,
  );
  const { namespace } = pairOf(name);
  const claim = `execution-${releaseOf(name)}-0`;
  const shared = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: '',
  };
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: VOLUME },
      spec: {
        ...shared,
        capacity: { storage: '6Gi' },
        claimRef: { namespace, name: claim },
        local: { path: FOLDER },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'Exists' },
                ],
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: claim, namespace },
      spec: {
        ...shared,
        volumeName: VOLUME,
        resources: { requests: { storage: '1Gi' } },
      },
    },
  ];
  const file = join(work, 'small-volume.json');
  const items = { apiVersion: 'v1', kind: 'List', items: objects };
  await writeFile(file, JSON.stringify(items));
  await kubectl('apply', '--filename', file);
}

/** Leaves no room for what is not there yet. */
export async function fillDisk(): Promise<() => Promise<void>> {
  const used = await inNode('df', '--block-size=1K', '--output=used', FOLDER);
  const kibibytes = Number(used.split('\n').at(-1)) + 64;
  const resize = (to: string) =>
    inNode('mount', '-o', `remount,size=${to}`, FOLDER);
  await resize(`${kibibytes}k`);
  return async () => {
    await resize(SIZE);
  };
}

/** Takes the volume away; its claim has gone with the namespace. */
export async function removeSmallVolume(): Promise<void> {
  await inNamespace(
    'delete',
    'pvc',
    `execution-${releaseOf('small')}-0`,
    '--ignore-not-found',
    '--wait=false',
  );
  await kubectl('delete', 'pv', VOLUME, '--ignore-not-found', '--wait=false');
  await inNode('umount', '--lazy', FOLDER).catch(() => '');
}
