import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { kubectl, read } from '../cluster';
import { work } from '../deployment';

export const NAMESPACE = 'clover';
export const NODE = 'geth-0';

const terminatedSchema = z.object({
  exitCode: z.number(),
  message: z.string().optional(),
});
const podSchema = z.object({
  metadata: z.object({ uid: z.string() }),
  status: z.object({
    initContainerStatuses: z
      .array(
        z.object({
          name: z.string(),
          state: z.object({ terminated: terminatedSchema.optional() }),
          lastState: z
            .object({ terminated: terminatedSchema.optional() })
            .default({}),
        }),
      )
      .default([]),
  }),
});

/** How the init container of the node's pod ended last, with the pod's identity; undefined before it has. */
export async function restoreEnd(): Promise<
  { pod: string; exitCode: number; message?: string } | undefined
> {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${NODE}-0`;
  const pod = await read(path, podSchema);
  const restore = pod?.status.initContainerStatuses.find(({ name }) =>
    name.startsWith('restore'),
  );
  const ended = restore?.state.terminated ?? restore?.lastState.terminated;
  return pod && ended ? { pod: pod.metadata.uid, ...ended } : undefined;
}

/** Polls until a condition holds. @throws Error after the time-out, with the last observation */
export async function until<T>(
  what: string,
  find: () => Promise<T | undefined | false>,
  seconds: number,
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > deadline) {
      throw new Error(
        `not seen in ${seconds} s: ${what}; ${JSON.stringify(
          await restoreEnd(),
        )}`,
      );
    }
    await sleep(500);
  }
}

/** Deletes the node's pod, as a drain would. @returns its identity, which the next one does not have */
export async function deletePod(): Promise<string> {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${NODE}-0`;
  const pod = await read(path, podSchema);
  const grace = ['--grace-period=20', '--timeout=100s'];
  await kubectl(
    '--namespace',
    NAMESPACE,
    'delete',
    'pod',
    `${NODE}-0`,
    ...grace,
  );
  return pod?.metadata.uid ?? '';
}

const startSchema = z.object({
  msg: z.literal('Loaded most recent local block'),
  number: z.coerce.number(),
  hash: z.string(),
});

/** Block that the node's execution client found on its volume at its start, by its log; undefined before. */
export async function loadedBlock(): Promise<
  { number: number; hash: string } | undefined
> {
  const log = ['--namespace', NAMESPACE, 'logs', `${NODE}-0`];
  try {
    const lines = (await kubectl(...log, '--container=execution')).split('\n');
    const starts = lines
      .filter(line => line.includes('Loaded most recent local block'))
      .map(line => startSchema.parse(JSON.parse(line)));
    return starts.at(-1);
  } catch {
    return undefined; // it has not started
  }
}

/** Runs a line of JavaScript beside the node, on its volume, in the image that takes snapshots. */
export async function onVolume(script: string): Promise<void> {
  const name = 'on-volume';
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        fsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'script',
          image: 'nodeyard.test/snapshot-builder:test',
          command: ['/usr/local/bin/node', '-e', script],
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts,
        },
      ],
      volumes: [
        {
          name: 'data',
          persistentVolumeClaim: { claimName: `execution-${NODE}-0` },
        },
      ],
    },
  };
  const file = join(work, 'on-volume.json');
  await writeFile(file, JSON.stringify(pod));
  const here = ['--namespace', NAMESPACE];
  await kubectl('apply', '-f', file);
  const done = '--for=jsonpath={.status.phase}=Succeeded';
  await kubectl(...here, 'wait', done, `pod/${name}`, '--timeout=110s');
  await kubectl(...here, 'delete', 'pod', name);
}
