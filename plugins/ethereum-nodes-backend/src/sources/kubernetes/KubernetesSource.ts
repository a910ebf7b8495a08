import type {
  DiscoveredPlace,
  Discovery,
  EthereumNodeSource,
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  LABEL_ROLE,
  ROLE_SERVE,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  asMessage,
  isExplainedByMaintenance,
  type Message,
} from '@nodeyard/ethereum';
import { knownNetworks, type NetworkTable } from '../../networkTable';
import type { ClusterGateway, ListedCluster } from './ClusterGateway';
import { listAll, type Listing } from './listAll';
import { findOthers, missingClusters } from './others/findOthers';
import { otherLocatorSchema } from './others/otherLocator';
import type { OthersRule } from './others/othersSchema';
import { readOther } from './others/readOther';
import { podSchema, workloadSchema } from './objects';
import { isPodOf, nodeOfDeployment, poolSchema } from './pool';
import { plannedStop } from './plannedStop';
import { type PodReading, readPod } from './readPod';
import { readPool } from './readPool';
import { worstOf } from './worstOf';
import {
  belongsTo,
  type Locator,
  locatorSchema,
  nodeOfStatefulSet,
} from './workloads';

const statefulSets = {
  path: '/apis/apps/v1/statefulsets',
  resource: 'statefulsets',
  selector: LABEL_ROLE,
  schema: workloadSchema,
};
/** Not those of the role `gateway`, which are no nodes. */
const deployments = {
  path: '/apis/apps/v1/deployments',
  resource: 'deployments',
  selector: `${LABEL_ROLE}=${ROLE_SERVE}`,
  schema: workloadSchema,
};
const pods = {
  path: '/api/v1/pods',
  resource: 'pods',
  selector: LABEL_ROLE,
  schema: podSchema,
};

/** Stands for the list of clusters itself among the clusters' states, when that list cannot be had. */
const clusterListName = 'list of clusters';

/**
 * Nodes in Kubernetes: StatefulSets that carry our label, and Deployments that are pools, each read through the sidecars of its
 * pods; and pods of other charts that the configuration selects, whose clients are called themselves.
 */
export class KubernetesSource implements EthereumNodeSource {
  readonly name = 'kubernetes';
  readonly #gateway: ClusterGateway;
  readonly #others: readonly OthersRule[];
  readonly #networkNamed: NetworkTable;

  /** @param others - which nodes of other charts there are, and how to call these */
  constructor(
    gateway: ClusterGateway,
    others: readonly OthersRule[] = [],
    networkNamed: NetworkTable = knownNetworks,
  ) {
    this.#gateway = gateway;
    this.#others = others;
    this.#networkNamed = networkNamed;
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
      places: [
        ...(await Promise.all(
          list.clusters.map(cluster => this.#lookInto(cluster, signal)),
        )),
        ...missingClusters(
          this.#others,
          list.clusters.map(({ name }) => name),
        ),
      ],
    };
  }

  async #lookInto(
    cluster: ListedCluster,
    signal: AbortSignal,
  ): Promise<DiscoveredPlace> {
    const { name, unusable } = cluster;
    if (unusable) {
      return { cluster: name, status: 'unauthorized', error: unusable };
    }
    const [workloads, pools, allPods] = await Promise.all([
      listAll(this.#gateway, name, statefulSets, signal),
      listAll(this.#gateway, name, deployments, signal),
      listAll(this.#gateway, name, pods, signal),
    ]);
    if (!workloads.ok) return failed(name, workloads);
    if (!pools.ok) return failed(name, pools);
    if (!allPods.ok) return failed(name, allPods);
    const nodes = workloads.items.map(workload =>
      nodeOfStatefulSet(
        name,
        workload,
        allPods.items.filter(pod => belongsTo(pod, workload)),
      ),
    );
    const ofPools = pools.items.map(pool =>
      nodeOfDeployment(
        name,
        pool,
        allPods.items.filter(pod => isPodOf(pod, pool)),
      ),
    );
    const others = await findOthers(this.#gateway, name, {
      rules: this.#others,
      ours: allPods.items,
      networkNamed: this.#networkNamed,
      signal,
    });
    if (!others.ok) return failed(name, others);
    return {
      cluster: name,
      status: 'ok',
      nodes: [...nodes, ...ofPools, ...others.items],
    };
  }

  /** A StatefulSet with several pods is as well as the worst of them; a pool as those that callers are led to. */
  async read(
    node: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading> {
    const pool = poolSchema.safeParse(node.locator);
    if (pool.success) return readPool(this.#gateway, node, pool.data, options);
    const other = otherLocatorSchema.safeParse(node.locator);
    if (other.success) {
      return readOther(this.#gateway, node, other.data, options);
    }
    const locator = locatorSchema.safeParse(node.locator);
    if (!locator.success) {
      return {
        kind: 'failed',
        reason: say('awaits-discovery', {}),
        answered: true,
      };
    }
    const reading = await this.#readPods(node, locator.data, options);
    if (!isWorthExplaining(reading)) return reading;
    const { maintenance, notes } = await plannedStop(
      this.#gateway,
      node,
      options,
      Date.now(),
    );
    return {
      ...reading,
      ...(maintenance && { maintenance }),
      ...(reading.kind === 'status'
        ? { notes: [...(reading.notes ?? []), ...notes] }
        : { reason: joined(asMessage(reading.reason), notes) }),
    };
  }

  async #readPods(
    node: FoundNode,
    { absent, pods: ofNode }: Locator,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<PodReading> {
    if (ofNode.length === 0) {
      return { kind: 'down', reason: absent ?? say('no-pod', {}) };
    }
    const readings = await Promise.all(
      ofNode.map(pod => readPod(this.#gateway, node, pod, options)),
    );
    return worstOf(readings);
  }
}

function joined(reason: Message, notes: Message[]): Message {
  return notes.length === 0
    ? reason
    : say('sentences', { items: [reason, ...notes] });
}

/** Not where no maintenance would explain it, nor where the API server does not answer, which says nothing of the node. */
function isWorthExplaining(reading: PodReading): boolean {
  if (reading.kind === 'status') {
    const { ready, state } = reading.status.verdict;
    return !ready && isExplainedByMaintenance(state);
  }
  return reading.kind === 'down' || reading.answered;
}

function failed(
  cluster: string,
  { status, error }: Extract<Listing<unknown>, { ok: false }>,
): DiscoveredPlace {
  return { cluster, status, error };
}
