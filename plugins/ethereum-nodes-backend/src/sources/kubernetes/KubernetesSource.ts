import type {
  DiscoveredPlace,
  Discovery,
  EthereumNodeSource,
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { nodeStates } from '@nodeyard/ethereum';
import type { ClusterGateway, ListedCluster } from './ClusterGateway';
import { listAll } from './listAll';
import { podSchema, statefulSetSchema } from './objects';
import { readPod } from './readPod';
import { belongsTo, locatorSchema, nodeOfWorkload } from './workloads';

const statefulSets = {
  path: '/apis/apps/v1/statefulsets',
  resource: 'statefulsets',
  schema: statefulSetSchema,
};
const pods = { path: '/api/v1/pods', resource: 'pods', schema: podSchema };

/** Stands for the list of clusters itself among the clusters' states, when that list cannot be had. */
const clusterListName = 'list of clusters';

/** Nodes in Kubernetes: StatefulSets that carry our label, each read through the sidecars of its pods. */
export class KubernetesSource implements EthereumNodeSource {
  readonly name = 'kubernetes';
  readonly #gateway: ClusterGateway;

  constructor(gateway: ClusterGateway) {
    this.#gateway = gateway;
  }

  async discover({ signal }: { signal: AbortSignal }): Promise<Discovery> {
    const list = await this.#gateway.listClusters({ signal });
    if (!list.ok) {
      return {
        complete: false,
        places: [
          { cluster: clusterListName, status: 'error', error: list.error },
        ],
      };
    }
    return {
      complete: true,
      places: await Promise.all(
        list.clusters.map(cluster => this.#lookInto(cluster, signal)),
      ),
    };
  }

  async #lookInto(
    cluster: ListedCluster,
    signal: AbortSignal,
  ): Promise<DiscoveredPlace> {
    const { name, unusable } = cluster;
    if (unusable)
      return { cluster: name, status: 'unauthorized', error: unusable };
    const [workloads, allPods] = await Promise.all([
      listAll(this.#gateway, name, statefulSets, signal),
      listAll(this.#gateway, name, pods, signal),
    ]);
    if (!workloads.ok)
      return {
        cluster: name,
        status: workloads.status,
        error: workloads.error,
      };
    if (!allPods.ok)
      return { cluster: name, status: allPods.status, error: allPods.error };
    const nodes = workloads.items.map(workload =>
      nodeOfWorkload(
        name,
        workload,
        allPods.items.filter(pod => belongsTo(pod, workload)),
      ),
    );
    return { cluster: name, status: 'ok', nodes };
  }

  /** A workload with several pods is as well as the worst of them. */
  async read(
    node: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading> {
    const locator = locatorSchema.safeParse(node.locator);
    if (!locator.success)
      return {
        kind: 'failed',
        reason: 'It waits for the next discovery',
        answered: true,
      };
    const { absent, pods: ofNode } = locator.data;
    if (ofNode.length === 0)
      return { kind: 'down', reason: absent ?? 'It has no pod' };
    const readings = await Promise.all(
      ofNode.map(pod => readPod(this.#gateway, node, pod, options)),
    );
    return readings.reduce((worst, reading) =>
      severity(reading) < severity(worst) ? reading : worst,
    );
  }
}

function severity(reading: NodeReading): number {
  if (reading.kind === 'status')
    return nodeStates.indexOf(reading.status.verdict.state);
  return nodeStates.indexOf(
    reading.kind === 'down' ? 'UNREACHABLE' : 'UNKNOWN',
  );
}
