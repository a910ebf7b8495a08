import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, type Message } from '@nodeyard/ethereum';
import limited from 'p-limit';
import { staleClockProblem } from '../../polling/sidecarClock';
import type { ClusterAccess } from './ClusterAccess';
import { judgePool, type PoolPod } from './judgePool';
import { listAll } from './listAll';
import { type Pod, podSchema } from './objects';
import { isActivePodOf, isReady, type Pool } from './pool';
import { type PodReading, readPod } from './readPod';
import { toLocatedPod } from './workloads';

/** Maximum pods that are read, ready ones first. The verdict names the limit. */
const MAX_PODS = 40;
const POD_CONCURRENCY = 4;

type NodePlace = Pick<FoundNode, 'cluster' | 'namespace'>;

interface ReadOptions {
  signal: AbortSignal;
  timeoutMs: number;
}

/**
 * Reads a pool: lists its pods, then reads their sidecars. Each of the two steps has the timeout of one request; pods that have not
 * answered by then count as silent.
 */
export async function readPool(
  access: ClusterAccess,
  node: NodePlace,
  pool: Pool,
  options: ReadOptions,
): Promise<NodeReading> {
  const { deployment: name } = pool;
  if (pool.wanted === 0) {
    return noReadyPods(say('deployment-at-0', { name }), pool);
  }
  const list = await listAll(
    access,
    node.cluster ?? '',
    {
      path: `/api/v1/namespaces/${node.namespace}/pods`,
      resource: 'pods',
      selector: pool.selector,
      schema: podSchema,
    },
    withTimeout(options),
  );
  if (!list.ok) {
    const reason = say('pods-not-listed', { name, error: list.error });
    return { kind: 'failed', reason, answered: list.status !== 'unreachable' };
  }
  const active = list.items
    .filter(pod => isActivePodOf(pod, pool))
    .sort((a, b) => Number(isReady(b)) - Number(isReady(a)));
  const namespace = node.namespace ?? '';
  if (active.length === 0) {
    return noReadyPods(
      say('deployment-without-pod', { name, namespace }),
      pool,
    );
  }
  const pods = await readPods(access, node, active.slice(0, MAX_PODS), options);
  const notes: Message[] = [];
  if (active.length < pool.wanted) {
    notes.push(
      say('pods-missing', {
        existing: active.length,
        desired: pool.wanted,
        name,
        namespace,
      }),
    );
  }
  if (active.length > MAX_PODS) {
    notes.push(
      say('pods-looked-at', { asked: MAX_PODS, existing: active.length }),
    );
  }
  return judgePool(pool.wanted, pods, notes);
}

function noReadyPods(reason: Message, { wanted }: Pool): NodeReading {
  return { kind: 'down', reason, pods: { ready: 0, desired: wanted } };
}

function readPods(
  access: ClusterAccess,
  node: NodePlace,
  pods: Pod[],
  { signal, timeoutMs }: ReadOptions,
): Promise<PoolPod[]> {
  const limit = limited(POD_CONCURRENCY);
  const limits = { timeoutMs, signal: withTimeout({ signal, timeoutMs }) };
  return Promise.all(
    pods.map(pod =>
      limit(async () => {
        const located = toLocatedPod(pod);
        const reading = await readPod(access, node, located, limits);
        return {
          name: located.name,
          receivesTraffic: isReady(pod),
          reading: rejectStale(located.name, reading),
        };
      }),
    ),
  );
}

function withTimeout({ signal, timeoutMs }: ReadOptions): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}

/** A sidecar with an outdated status must not determine the state of the pool. */
function rejectStale(pod: string, reading: PodReading): PodReading {
  const wrong =
    reading.kind === 'status' && staleClockProblem(reading.status, Date.now());
  return wrong
    ? {
        kind: 'failed',
        reason: say('pod-says', { pod, sentence: asMessage(wrong) }),
        answered: true,
      }
    : reading;
}
