import { join } from 'node:path';
import { z } from 'zod';
import { program, read } from '../integration/cluster';
import { root } from '../integration/deployment';
import { pairOf } from './network';
import type { NodeName } from './nodes';

const podSchema = z.object({
  metadata: z.object({ uid: z.string() }),
  status: z.object({ podIP: z.string().optional() }),
});

/** What of a node's pod can be found on this machine, which is the cluster's only one. */
export async function podOf(
  name: NodeName,
): Promise<{ uid: string; address: string }> {
  const { namespace, node } = pairOf(name);
  const path = `/api/v1/namespaces/${namespace}/pods/${node}-0`;
  const found = await read(path, podSchema);
  if (!found?.status.podIP) throw new Error(`the pod of ${name} does not run`);
  return { uid: found.metadata.uid, address: found.status.podIP };
}

/** A folder of the pod's volume, as a path of this machine: it is mounted inside the cluster's node only. */
export async function volumeOf(
  name: NodeName,
  volume: string,
): Promise<string> {
  const { uid } = await podOf(name);
  return join(
    '/proc',
    await nodeInit(),
    'root/var/lib/kubelet/pods',
    uid,
    'volumes/kubernetes.io~empty-dir',
    volume,
  );
}

/** Runs a command in the cluster's node; its standard output. */
export async function inNode(...command: string[]): Promise<string> {
  return program('bash', [
    '-c',
    `${library}; in_node "$@"`,
    'bash',
    ...command,
  ]);
}

/** Runs a command in the network of the cluster's node. */
export async function inNodeNetwork(...command: string[]): Promise<string> {
  const netns = `cluster-${process.env.CLUSTER_ID}`;
  return program('ip', ['netns', 'exec', netns, ...command]);
}

const library = `. ${join(root, 'tests/cluster/lib.sh')}`;

async function nodeInit(): Promise<string> {
  return program('bash', ['-c', `${library}; node_init`]);
}
