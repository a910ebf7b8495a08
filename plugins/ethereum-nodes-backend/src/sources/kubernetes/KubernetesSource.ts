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
import { findBuiltInNetwork, type NetworkLookup } from '../../networkLookup';
import type { ClusterAccess, ListedCluster } from './ClusterAccess';
import { ProbeMemories } from '../ProbeMemories';
import { listAll, type Listing } from './listAll';
import {
  findThirdPartyNodes,
  missingClusters,
} from './thirdParty/findThirdPartyNodes';
import { thirdPartyLocatorSchema } from './thirdParty/locator';
import type { ThirdPartyRule } from './thirdParty/rule';
import { readThirdPartyNode } from './thirdParty/readThirdPartyNode';
import { podSchema, workloadSchema } from './objects';
import { isPodOf, toPoolNode, poolSchema } from './pool';
import { findPlannedStop } from './plannedStop';
import { type PodReading, readPod } from './readPod';
import { readPool } from './readPool';
import { findWorst } from './findWorst';
import {
  belongsTo,
  type Locator,
  locatorSchema,
  toStatefulSetNode,
} from './workloads';

const statefulSets = {
  path: '/apis/apps/v1/statefulsets',
  resource: 'statefulsets',
  selector: LABEL_ROLE,
  schema: workloadSchema,
};
/** Excludes the role `gateway`, which is not a node. */
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

/** Name under which a failure to list the clusters is reported. */
const CLUSTER_LIST_NAME = 'list of clusters';

/**
 * Nodes in Kubernetes: StatefulSets and pools (Deployments) with the label of the chart, read through the sidecars of their pods; and
 * nodes of third-party charts, whose clients are probed directly.
 */
export class KubernetesSource implements EthereumNodeSource {
  readonly name = 'kubernetes';
  private readonly access: ClusterAccess;
  private readonly thirdPartyRules: readonly ThirdPartyRule[];
  private readonly findNetwork: NetworkLookup;
  private readonly memories: ProbeMemories;

  /** @param thirdPartyRules - select nodes of third-party charts */
  constructor(
    access: ClusterAccess,
    thirdPartyRules: readonly ThirdPartyRule[] = [],
    findNetwork: NetworkLookup = findBuiltInNetwork,
    memories: ProbeMemories = new ProbeMemories(),
  ) {
    this.access = access;
    this.thirdPartyRules = thirdPartyRules;
    this.findNetwork = findNetwork;
    this.memories = memories;
  }

  async discover({ signal }: { signal: AbortSignal }): Promise<Discovery> {
    const list = await this.access.listClusters({ signal });
    if (!list.ok) {
      return {
        complete: false,
        places: [
          { cluster: CLUSTER_LIST_NAME, status: 'error', error: list.error },
        ],
      };
    }
    return {
      complete: true,
      places: [
        ...(await Promise.all(
          list.clusters.map(cluster => this.discoverCluster(cluster, signal)),
        )),
        ...missingClusters(
          this.thirdPartyRules,
          list.clusters.map(({ name }) => name),
        ),
      ],
    };
  }

  private async discoverCluster(
    cluster: ListedCluster,
    signal: AbortSignal,
  ): Promise<DiscoveredPlace> {
    const { name, unusableReason } = cluster;
    if (unusableReason) {
      return { cluster: name, status: 'unauthorized', error: unusableReason };
    }
    const [workloads, pools, allPods] = await Promise.all([
      listAll(this.access, name, statefulSets, signal),
      listAll(this.access, name, deployments, signal),
      listAll(this.access, name, pods, signal),
    ]);
    if (!workloads.ok) return toFailedPlace(name, workloads);
    if (!pools.ok) return toFailedPlace(name, pools);
    if (!allPods.ok) return toFailedPlace(name, allPods);
    const nodes = workloads.items.map(workload =>
      toStatefulSetNode(
        name,
        workload,
        allPods.items.filter(pod => belongsTo(pod, workload)),
      ),
    );
    const poolNodes = pools.items.map(pool =>
      toPoolNode(
        name,
        pool,
        allPods.items.filter(pod => isPodOf(pod, pool)),
      ),
    );
    const thirdParty = await findThirdPartyNodes(this.access, name, {
      rules: this.thirdPartyRules,
      excluded: allPods.items,
      findNetwork: this.findNetwork,
      signal,
    });
    if (!thirdParty.ok) return toFailedPlace(name, thirdParty);
    return {
      cluster: name,
      status: 'ok',
      nodes: [...nodes, ...poolNodes, ...thirdParty.items],
    };
  }

  /** A StatefulSet with several pods has the state of the worst; a pool that of the pods that receive traffic. */
  async read(
    node: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading> {
    const pool = poolSchema.safeParse(node.locator);
    if (pool.success) return readPool(this.access, node, pool.data, options);
    const thirdParty = thirdPartyLocatorSchema.safeParse(node.locator);
    if (thirdParty.success) {
      return readThirdPartyNode(this.access, node, thirdParty.data, {
        ...options,
        memories: this.memories,
      });
    }
    const locator = locatorSchema.safeParse(node.locator);
    if (!locator.success) {
      return {
        kind: 'failed',
        reason: say('awaits-discovery', {}),
        answered: true,
      };
    }
    const reading = await this.readPods(node, locator.data, options);
    if (!mayBePlanned(reading)) return reading;
    const { maintenance, notes } = await findPlannedStop(
      this.access,
      node,
      options,
      Date.now(),
    );
    return {
      ...reading,
      ...(maintenance && { maintenance }),
      ...(reading.kind === 'status'
        ? { notes: [...(reading.notes ?? []), ...notes] }
        : { reason: joinReasons(asMessage(reading.reason), notes) }),
    };
  }

  private async readPods(
    node: FoundNode,
    { absent, pods: ofNode }: Locator,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<PodReading> {
    if (ofNode.length === 0) {
      return { kind: 'down', reason: absent ?? say('no-pod', {}) };
    }
    const readings = await Promise.all(
      ofNode.map(pod => readPod(this.access, node, pod, options)),
    );
    return findWorst(readings);
  }
}

function joinReasons(reason: Message, notes: Message[]): Message {
  return notes.length === 0
    ? reason
    : say('sentences', { items: [reason, ...notes] });
}

/** Whether a planned stop may explain a reading. A silent API server is not explained by one. */
function mayBePlanned(reading: PodReading): boolean {
  if (reading.kind === 'status') {
    const { ready, state } = reading.status.verdict;
    return !ready && isExplainedByMaintenance(state);
  }
  return reading.kind === 'down' || reading.answered;
}

function toFailedPlace(
  cluster: string,
  { status, error }: Extract<Listing<unknown>, { ok: false }>,
): DiscoveredPlace {
  return { cluster, status, error };
}
