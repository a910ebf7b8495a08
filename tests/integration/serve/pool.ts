import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { kubectl, read } from '../cluster';

export const NAMESPACE = 'serve';
/** Name of the pool, and of its release and Service. */
export const POOL = 'rpc';
/** The node with the validators, which the pool's pods begin with. */
export const BOOT_POD = 'geth-0-0';
const CALLER = 'caller';
/** An image with Node.js that the cluster has. */
const IMAGE = 'nodeyard.test/node-health:test';

/** State of the pool in Kubernetes, read at once. */
export interface PoolStatus {
  pods: Array<{ name: string; ip?: string; ready: boolean }>;
  /** Addresses that the Service leads to. */
  endpoints: string[];
  /** Desired pods by the autoscaler. */
  desiredReplicas?: number;
  /** Percentage of requested CPU, by the autoscaler. */
  cpu?: number;
}

const podSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z.object({
    podIP: z.string().optional(),
    conditions: z
      .array(z.object({ type: z.string(), status: z.string() }))
      .default([]),
  }),
});
const podsSchema = z.object({ items: z.array(podSchema) });
const slicesSchema = z.object({
  items: z.array(
    z.object({
      endpoints: z
        .array(
          z.object({
            addresses: z.array(z.string()),
            conditions: z.object({ ready: z.boolean() }),
          }),
        )
        .nullish(),
    }),
  ),
});
const autoscalerSchema = z.object({
  status: z.object({
    desiredReplicas: z.number(),
    currentMetrics: z
      .array(
        z.object({
          containerResource: z
            .object({
              current: z.object({ averageUtilization: z.number().optional() }),
            })
            .optional(),
        }),
      )
      .nullish(),
  }),
});

const inNamespace = `/namespaces/${NAMESPACE}`;
const ofPool = `labelSelector=ethereum.nodeyard.io/node=${POOL}`;

/** Looks once. */
export async function readPool(): Promise<PoolStatus> {
  const [pods, slices, autoscaler] = await Promise.all([
    read(`/api/v1${inNamespace}/pods?${ofPool}`, podsSchema),
    read(
      `/apis/discovery.k8s.io/v1${inNamespace}/endpointslices?labelSelector=kubernetes.io/service-name=${POOL}`,
      slicesSchema,
    ),
    read(
      `/apis/autoscaling/v2${inNamespace}/horizontalpodautoscalers/${POOL}`,
      autoscalerSchema,
    ),
  ]);
  const metric = autoscaler?.status.currentMetrics?.[0]?.containerResource;
  return {
    pods: (pods?.items ?? []).map(({ metadata, status }) => ({
      name: metadata.name,
      ip: status.podIP,
      ready: status.conditions.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      ),
    })),
    endpoints: (slices?.items ?? [])
      .flatMap(slice => slice.endpoints ?? [])
      .filter(({ conditions }) => conditions.ready)
      .flatMap(({ addresses }) => addresses),
    desiredReplicas: autoscaler?.status.desiredReplicas,
    cpu: metric?.current.averageUtilization,
  };
}

/** Reads the status every second until it meets a condition. @throws when it does not come in time, with the last status */
export async function watch(
  what: string,
  condition: (status: PoolStatus) => boolean,
  seconds: number,
): Promise<PoolStatus> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const current = await readPool();
    if (condition(current)) return current;
    if (Date.now() > deadline) {
      throw new Error(
        `not seen in ${seconds} s: ${what}; at last: ${JSON.stringify(
          current,
        )}`,
      );
    }
    await sleep(1_000);
  }
}

/** Does the Service lead to the ready pods, and to no other? */
export function endpointsAreReady({ pods, endpoints }: PoolStatus): boolean {
  const ready = pods.filter(pod => pod.ready).flatMap(({ ip }) => ip ?? []);
  return endpoints.sort().join() === ready.sort().join();
}

/** A pod that is idle until it receives addresses to call. */
export async function startCaller(): Promise<void> {
  const overrides = {
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: CALLER,
          image: IMAGE,
          command: ['node', '-e', 'setInterval(() => {}, 1e6)'],
          env: [{ name: 'NODE_OPTIONS', value: '' }],
          resources: { requests: { cpu: '10m', memory: '32Mi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    },
  };
  await kubectl(
    ...['--namespace', NAMESPACE, 'run', CALLER, '--restart=Never'],
    ...[`--image=${IMAGE}`, `--overrides=${JSON.stringify(overrides)}`],
  );
  await kubectl(
    ...['--namespace', NAMESPACE, 'wait', `pod/${CALLER}`],
    ...['--for=condition=Ready', '--timeout=110s'],
  );
}

const inCaller = (script: string, ...args: string[]) =>
  kubectl(
    ...['--namespace', NAMESPACE, 'exec', CALLER, '--'],
    ...['node', '-e', script, ...args],
  );

/** Four callers that ask the Service for 200 blocks at a time, as fast as it answers, until they are stopped. */
export async function startLoad(): Promise<void> {
  const calls = Array.from({ length: 200 }, (_, id) => ({
    ...{ jsonrpc: '2.0', id, method: 'eth_getBlockByNumber' },
    params: ['latest', true],
  }));
  const load = `
    const { existsSync } = require('node:fs');
    const { Agent, request } = require('node:http');
    const agent = new Agent({ keepAlive: true });
    const options = { method: 'POST', agent, headers: { 'content-type': 'application/json' } };
    const next = () => {
      if (!existsSync('/tmp/load')) return;
      const call = request('http://${POOL}:8545', options, answer => answer.resume().on('end', next));
      call.on('error', () => setTimeout(next, 200));
      call.end(process.argv[1]);
    };
    for (let i = 0; i < 4; i += 1) next();`;
  const start = `
    require('node:fs').writeFileSync('/tmp/load', '');
    require('node:child_process').spawn('node', ['-e', ...process.argv.slice(1)], { detached: true, stdio: 'ignore' }).unref();`;
  await inCaller(start, load, JSON.stringify(calls));
}

export async function stopLoad(): Promise<void> {
  await inCaller(`require('node:fs').rmSync('/tmp/load', { force: true })`);
}

/** Hash of a block at an address, undefined where that block is not known. */
export async function blockHash(
  address: string,
  number: number,
): Promise<string | undefined> {
  const block = await ask(address, 'eth_getBlockByNumber', [
    `0x${number.toString(16)}`,
    false,
  ]);
  return z.object({ hash: z.string() }).safeParse(block).data?.hash;
}

/** Number of the newest block at an address. */
export async function blockNumber(address: string): Promise<number> {
  return Number(z.string().parse(await ask(address, 'eth_blockNumber', [])));
}

/** Address of a pod. */
export async function addressOf(pod: string): Promise<string> {
  const found = await read(`/api/v1${inNamespace}/pods/${pod}`, podSchema);
  return found?.status.podIP ?? '';
}

async function ask(
  address: string,
  method: string,
  params: unknown[],
): Promise<unknown> {
  const output = await inCaller(
    `fetch(process.argv[1], { method: 'POST', headers: { 'content-type': 'application/json' }, body: process.argv[2] })
      .then(answer => answer.text()).then(text => process.stdout.write(text))`,
    `http://${address.includes(':') ? `[${address}]` : address}:8545`,
    JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  );
  return z.object({ result: z.unknown() }).parse(JSON.parse(output)).result;
}
