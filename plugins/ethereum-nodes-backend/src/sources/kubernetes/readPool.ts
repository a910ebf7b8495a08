import type {
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import limited from 'p-limit';
import { wrongTime } from '../../polling/sidecarTime';
import type { ClusterGateway } from './ClusterGateway';
import { judgePool, type PoolPod } from './judgePool';
import { listAll } from './listAll';
import { type Pod, podSchema } from './objects';
import { isActivePodOf, isReady, type Pool } from './pool';
import { type PodReading, readPod } from './readPod';
import { locatedPod } from './workloads';

/** No more sidecars are asked, those first that callers are led to; the verdict says so. */
const mostPods = 40;
const podsAtOnce = 4;

type Place = Pick<FoundNode, 'cluster' | 'namespace'>;

interface ReadOptions {
  signal: AbortSignal;
  timeoutMs: number;
}

/**
 * Reads a pool: lists its pods, then asks their sidecars. Each of the two takes as long as one call to one node may take; pods that
 * were not heard by then are taken for silent.
 */
export async function readPool(
  gateway: ClusterGateway,
  node: Place,
  pool: Pool,
  options: ReadOptions,
): Promise<NodeReading> {
  if (pool.wanted === 0)
    return nobody(
      `Deployment ${pool.deployment} is scaled to 0 replicas`,
      pool,
    );
  const list = await listAll(
    gateway,
    node.cluster ?? '',
    {
      path: `/api/v1/namespaces/${node.namespace}/pods`,
      resource: 'pods',
      selector: pool.selector,
      schema: podSchema,
    },
    timeLimited(options),
  );
  if (!list.ok) {
    const reason = `The pods of Deployment ${pool.deployment} cannot be listed. ${list.error}`;
    return { kind: 'failed', reason, answered: list.status !== 'unreachable' };
  }
  const active = list.items
    .filter(pod => isActivePodOf(pod, pool))
    .sort((a, b) => Number(isReady(b)) - Number(isReady(a)));
  const describe = `see \`kubectl --namespace ${node.namespace} describe deployment ${pool.deployment}\``;
  if (active.length === 0)
    return nobody(
      `Deployment ${pool.deployment} has no pod: ${describe}`,
      pool,
    );
  const pods = await readPods(
    gateway,
    node,
    active.slice(0, mostPods),
    options,
  );
  const notes = [];
  if (active.length < pool.wanted)
    notes.push(
      `${active.length} of ${pool.wanted} wanted pods exist: ${describe}`,
    );
  if (active.length > mostPods)
    notes.push(`${mostPods} of ${active.length} pods are looked at`);
  return judgePool(pool.wanted, pods, notes);
}

function nobody(reason: string, { wanted }: Pool): NodeReading {
  return { kind: 'down', reason, pods: { ready: 0, wanted } };
}

function readPods(
  gateway: ClusterGateway,
  node: Place,
  pods: Pod[],
  { signal, timeoutMs }: ReadOptions,
): Promise<PoolPod[]> {
  const limit = limited(podsAtOnce);
  const limits = { timeoutMs, signal: timeLimited({ signal, timeoutMs }) };
  return Promise.all(
    pods.map(pod =>
      limit(async () => {
        const located = locatedPod(pod);
        const reading = await readPod(gateway, node, located, limits);
        return {
          name: located.name,
          callersAreLedTo: isReady(pod),
          reading: believable(located.name, reading),
        };
      }),
    ),
  );
}

function timeLimited({ signal, timeoutMs }: ReadOptions): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}

/** One sidecar that stands still must not speak for the pool. */
function believable(pod: string, reading: PodReading): PodReading {
  const wrong =
    reading.kind === 'status' && wrongTime(reading.status, Date.now());
  return wrong
    ? { kind: 'failed', reason: `Pod ${pod}: ${wrong}`, answered: true }
    : reading;
}
