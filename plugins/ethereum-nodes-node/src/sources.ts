import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  Maintenance,
  Message,
  NodeSample,
  NodeStatus,
} from '@nodeyard/ethereum';

/**
 * A source of Ethereum nodes: a set of Kubernetes clusters, the list in `app-config.yaml`, or the entities that declare nodes.
 *
 * The backend calls a source from two scheduled tasks, each of which may run on any replica:
 *
 * 1. `discover` lists the nodes and stores them. Nodes of a place that could not be read are kept.
 * 2. `poll` reads each stored node. After a failed reading the last verdict is kept for three polling periods; then the node
 *    is UNKNOWN with the reason.
 *
 * Neither method throws for an expected failure: failures are data.
 * @public
 */
export interface EthereumNodeSource {
  /** Unique among the sources; taken are `kubernetes`, `static` and `annotation`. */
  readonly name: string;
  discover(options: { signal: AbortSignal }): Promise<Discovery>;
  /** @param node - as `discover` returned it, perhaps in another process */
  read(
    node: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading>;
}

/**
 * A sentence: as text, or as a message of `fleetMessages` (common package), which browsers render in the reader's language.
 * @public
 */
export type MessageOrText = string | Message;

/**
 * A node as a source found it: its identity and place, without its health.
 * @public
 */
export interface FoundNode {
  /** Unique over all sources and safe as one URL path segment; see `EthereumNode.id`. */
  id: string;
  name: string;
  cluster?: string;
  namespace?: string;
  /** `unknown` for the network of the chain ID that the node reports. */
  network: string;
  /** See `EthereumNode.role`. */
  role?: string;
  executionClient?: string;
  consensusClient?: string;
  /** Entity references; the backend stores them in lower case. */
  ownerRef?: string;
  entityRef?: string;
  /** See `EthereumNode.callersUrl`. */
  callersUrl?: string;
  /** See `EthereumNode.seriesName`. */
  seriesName?: string;
  /** Properties whose changes the backend records in the node's timeline. At most 200. */
  facts?: NodeFact[];
  /** Requests of its workload, for the cost of the fleet; absent where the source does not have them. */
  resources?: NodeResources;
  /** Input of `read`. It is stored, so it must not hold a secret. */
  locator: JsonObject;
}

/**
 * Requests of the pods of a node's workload.
 * @public
 */
export interface NodeResources {
  pods: number;
  /** Of one pod. */
  cpuCores: number;
  /** Of one pod. */
  memoryBytes: number;
  /** Volume claims of one pod, at most 20. */
  volumes: Array<{ storageClass?: string; bytes: number }>;
}

/**
 * A property of a node, compared with its former value of the same kind and subject. It is stored, so it must not hold a secret.
 * @public
 */
export interface NodeFact {
  kind: NodeChangeKind;
  /** `execution`, `consensus`, or the name of a container, a pod or a setting. */
  subject: string;
  /** Of a `restart` the count; of a `pod` and a `configuration` an identifier, which is not shown. */
  value: string;
  /** Milliseconds since the epoch at which it took this value, if the source has it. */
  since?: number;
  /** Why it took this value, as the source reports it. */
  cause?: string;
}

/** @public */
export interface Discovery {
  /** False if places may be missing: then stored places that are not listed are kept. */
  complete: boolean;
  places: DiscoveredPlace[];
}

/**
 * Result of the discovery in one cluster, or outside of clusters.
 * @public
 */
export type DiscoveredPlace =
  | { cluster?: string; status: 'ok'; nodes: FoundNode[] }
  | {
      cluster: string;
      status: 'unreachable' | 'unauthorized' | 'error';
      /** The problem and its fix. */
      error: MessageOrText;
    };

/**
 * Result of reading a node.
 *
 * `sample`: the backend judges it. `status`: its sidecar has judged it. `down`: the node does not run, for example because its pod
 * cannot start. `failed`: the read failed, so nothing is known.
 * @public
 */
export type NodeReading = Announcement &
  (
    | { kind: 'sample'; sample: NodeSample }
    | {
        kind: 'status';
        status: NodeStatus;
        notes?: MessageOrText[];
        pods?: PodCount;
      }
    | { kind: 'down'; reason: MessageOrText; pods?: PodCount }
    | {
        kind: 'failed';
        reason: MessageOrText;
        /** Whether there was an answer; after ten reads in a row without one, the rest of that cluster waits for the next poll. */
        answered: boolean;
        /** Permission that the service account lacks, for the cluster's status. */
        denied?: MessageOrText;
        /** Present if it is known all the same that no pod receives traffic: then the last verdict does not hold. */
        pods?: PodCount;
      }
  );

/**
 * A planned stop that is announced for a node.
 * @public
 */
export interface Announcement {
  /** Valid until its end. */
  maintenance?: Maintenance;
}

/**
 * Number of pods of a serve pool.
 * @public
 */
export interface PodCount {
  /** Pods that receive traffic and whose own verdict is ready. */
  ready: number;
  desired: number;
}

/** @public */
export interface EthereumNodeSourcesExtensionPoint {
  /** @throws Error if a source of that name exists */
  addSource(source: EthereumNodeSource): void;
}

/**
 * Adds sources of nodes.
 * @public
 */
export const ethereumNodeSourcesExtensionPoint =
  createExtensionPoint<EthereumNodeSourcesExtensionPoint>({
    id: 'ethereum-nodes.sources',
  });
