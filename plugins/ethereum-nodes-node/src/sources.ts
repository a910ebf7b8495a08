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
 * A place where Ethereum nodes are found and read: a set of Kubernetes clusters, the list in `app-config.yaml`, the entities
 * that declare one.
 *
 * The backend works with a source in two scheduled tasks, and either may run on any replica:
 *
 * 1. `discover` asks what there is and stores it. Nodes of a place that could not be looked into are kept.
 * 2. `poll` asks how each stored node is. A reading that fails keeps the last verdict for three polling periods and
 *    then makes the node UNKNOWN with the reason.
 *
 * Neither call throws for what can be expected to fail: failures are data.
 * @public
 */
export interface EthereumNodeSource {
  /** Stands before nothing else in the fleet: `kubernetes`, `static`, `annotation`. */
  readonly name: string;
  discover(options: { signal: AbortSignal }): Promise<Discovery>;
  /** @param node - as `discover` returned it, perhaps in another process */
  read(
    node: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading>;
}

/**
 * A sentence for people: in words, or as data that a browser words in its reader's language; the messages are those of
 * `fleetMessages` in the common package.
 * @public
 */
export type MessageOrText = string | Message;

/**
 * A node as a source found it: who and where it is, and nothing of how it is.
 * @public
 */
export interface FoundNode {
  /** Unique over all sources and safe as one URL path segment; see `EthereumNode.id`. */
  id: string;
  name: string;
  cluster?: string;
  namespace?: string;
  /** `unknown`: that of the chain ID which the node reports. */
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
  /** What it is made of: the backend notes in its history when one of these is another than before. At most 200. */
  facts?: NodeFact[];
  /** What the source needs to read the node later. It is stored, so it holds no secret. */
  locator: JsonObject;
}

/**
 * One thing that a node is made of, which is compared with what it was before under the same kind and subject. It is stored,
 * so it holds no secret.
 * @public
 */
export interface NodeFact {
  kind: NodeChangeKind;
  /** What of the node: `execution`, the name of a container, a pod or a setting. */
  subject: string;
  /** Of a `restart` the count; of a `pod` and a `configuration` what tells it from others, which people are not shown. */
  value: string;
  /** Milliseconds since the epoch since when it is so, where the source knows. */
  since?: number;
  /** Why it is so, in the source's own words. */
  cause?: string;
}

/** @public */
export interface Discovery {
  /** False when places may be missing: then none that is stored is forgotten. */
  complete: boolean;
  places: DiscoveredPlace[];
}

/**
 * What was found in one cluster, or outside of any.
 * @public
 */
export type DiscoveredPlace =
  | { cluster?: string; status: 'ok'; nodes: FoundNode[] }
  | {
      cluster: string;
      status: 'unreachable' | 'unauthorized' | 'error';
      /** What went wrong and what to do. */
      error: MessageOrText;
    };

/**
 * What one look at a node brought.
 *
 * `sample`: the backend judges it. `status`: its sidecar has judged it. `down`: it is certain that the node does not run,
 * for example because its pod cannot start. `failed`: nothing is known, because the look itself did not work.
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
        /** Whether anything answered; ten times nothing in a row and the rest of that cluster waits for its next turn. */
        answered: boolean;
        /** What the service account lacks, for the cluster's status. */
        denied?: MessageOrText;
        /** Present when it is known all the same that callers reach nobody: then the last verdict does not hold. */
        pods?: PodCount;
      }
  );

/**
 * What is announced of a node beside what it says itself.
 * @public
 */
export interface Announcement {
  /** Why it is out of service on purpose; the backend believes it until its time is over. */
  maintenance?: Maintenance;
}

/**
 * The pods of a node that has several for its callers.
 * @public
 */
export interface PodCount {
  /** Those that callers are led to, and whose own verdict is that they may be. */
  ready: number;
  desired: number;
}

/** @public */
export interface EthereumNodeSourcesExtensionPoint {
  /** @throws Error when a source of that name is there already */
  addSource(source: EthereumNodeSource): void;
}

/**
 * Adds further places to find nodes in.
 * @public
 */
export const ethereumNodeSourcesExtensionPoint =
  createExtensionPoint<EthereumNodeSourcesExtensionPoint>({
    id: 'ethereum-nodes.sources',
  });
