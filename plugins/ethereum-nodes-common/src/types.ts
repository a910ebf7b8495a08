import type {
  Message,
  NodeSample,
  NodeState,
  Verdict,
} from '@nodeyard/ethereum';

/** Where a node was found: one of ours, or what a module adds. @public */
export type NodeSource = 'kubernetes' | 'static' | 'annotation' | (string & {});

/**
 * A node as the fleet knows it: who and where it is, and its newest verdict.
 * @public
 */
export interface EthereumNode {
  /**
   * `<cluster>~<namespace>~<workload>` for a node in Kubernetes, `<cluster>~<namespace>~pod:<pod>` for one of another chart,
   * `entity~<kind>~<namespace>~<name>` for one that its entity declares, `static~<name>` for one from `app-config.yaml`.
   * Stable over restarts, and safe as one URL path segment.
   */
  id: string;
  source: NodeSource;
  /** Name to show: the workload's or the configured one. */
  name: string;
  /** `serve` for a pool of pods that answer callers, `sync` for a node of one; absent for static nodes. */
  role?: string;
  /** Of a pool: pods that callers are led to and that may be called, and how many there should be. */
  readyReplicas?: number;
  replicas?: number;
  /** Kubernetes cluster name; absent for static nodes. */
  cluster?: string;
  namespace?: string;
  /** Network name as in `@nodeyard/ethereum`, or `chain-<id>` of a node that reports a chain which has no name here. */
  network: string;
  executionClient?: string;
  consensusClient?: string;
  /** Versions as the clients tell them. */
  executionVersion?: string;
  consensusVersion?: string;
  /** Entity references, lower case, e.g. `group:default/payments`. */
  ownerRef?: string;
  entityRef?: string;
  /** URL by which applications call it, as its workload or `app-config.yaml` says. */
  callersUrl?: string;
  /** Value of the label `node` on its series and alerts in Prometheus; its name where absent. */
  seriesName?: string;
  /** `UNKNOWN` until the first probe and when the newest one is too old. */
  state: NodeState;
  ready: boolean;
  /** ISO 8601 time since when it is in this state, as far as was seen: of a fault when it began, not when it was concluded. */
  since: string;
  /** One sentence for people. */
  summary: string;
  /** `summary` as data out of `fleetMessages`; absent from older backends, as every field of that kind. */
  summaryCoded?: Message;
  headNumber?: number;
  /** ISO 8601 time of the head block: the age ticks from here. */
  headTime?: string;
  syncRate?: number;
  executionPeers?: number;
  consensusPeers?: number;
  /** False if a client of the node does not know a fork of the network, or expects one that was withdrawn. */
  forkReady: boolean;
  /** @deprecated The opposite of `forkReady`; removed in 0.3.0. */
  forkNotReady?: boolean;
  /** Whether the chain that it follows finalizes; absent when it cannot be determined. */
  finalizing?: boolean;
  /** ISO 8601 time of the newest answer of any kind, absent before the first. */
  lastSeen?: string;
  /** Why the newest poll brought no fresh verdict, in words; absent when it did. */
  pollError?: string;
  pollErrorCoded?: Message;
  /** In lists: whether it could be restored now. Absent where no store is configured for its owner and client. */
  snapshots?: SnapshotFreshness;
}

/**
 * Whether a node could be restored, and to when.
 *
 * `verified`: a client was booted from the newest snapshot that anybody tried. `failing`: that trial failed, and what is
 * older may have been verified. `unverified`: there are snapshots, and nobody tried any. `none`: the stores are empty.
 * `unknown`: no store has been read yet.
 * @public
 */
export interface SnapshotFreshness {
  status: 'verified' | 'failing' | 'unverified' | 'none' | 'unknown';
  /** ISO 8601 time of the block of the newest verified snapshot; absent where there is none. */
  blockTime?: string;
  /** Whether the newest look into one of the stores failed: what is said is from before. */
  storeFailing: boolean;
}

/**
 * Where to look next, with the node's names filled into the URLs that `app-config.yaml` has under `ethereumNodes.links`.
 * One whose placeholders this node has no values for is absent.
 * @public
 */
export interface NodeLinks {
  /** The section of the runbook for the node's state. */
  runbook?: string;
  dashboard?: string;
  logs?: string;
  alerts?: string;
  /** A form for a new silence, with the node's labels in it. */
  silence?: string;
}

/** A node with everything behind its verdict. @public */
export interface EthereumNodeDetail extends EthereumNode {
  verdict?: Verdict;
  sample?: NodeSample;
  links: NodeLinks;
  /** Seconds between polls. */
  pollIntervalSeconds: number;
  /** Slot time of the node's network in seconds. */
  secondsPerSlot: number;
}

/** One period that a node spent in one state. @public */
export interface StateTransition {
  state: NodeState;
  /** ISO 8601 time at which it was concluded. */
  at: string;
  /** ISO 8601 time at which it began, as far as was seen: of a stall when the head stopped. Absent from older backends. */
  since?: string;
  summary: string;
  summaryCoded?: Message;
}

/**
 * What may change about a node, beside its state.
 *
 * `version`: what a client says that it is. `image`: of a container, as the workload wants it. `revision`: of the workload.
 * `configuration`: what a node is started with. `pod`: it was replaced. `restart`: a container began anew in the same pod.
 * @public
 */
export const nodeChangeKinds = [
  'version',
  'image',
  'revision',
  'configuration',
  'pod',
  'restart',
] as const;
/** @public */
export type NodeChangeKind = (typeof nodeChangeKinds)[number];

/** A state that a node came into, or something about it that changed. @public */
export type TimelineEntry =
  | (StateTransition & {
      type: 'transition';
      /** ISO 8601 time at which the node came into its next state; absent while it is in this one. */
      nextAt?: string;
    })
  | {
      type: 'change';
      /** ISO 8601. */
      at: string;
      kind: NodeChangeKind;
      /** `execution` and `consensus` for clients; names of containers, pods and settings otherwise. */
      subject: string;
      before?: string;
      after?: string;
      /** Why, in the cluster's own words: `OOMKilled (137)`. */
      cause?: string;
      /** ISO 8601 time at which the node came into its next state, absent when it has not since. */
      nextAt?: string;
    };

/** A page of what happened to a node, newest first. @public */
export interface NodeTimeline {
  items: TimelineEntry[];
  nextCursor?: string;
}

/** Which page of a node's timeline. @public */
export interface TimelineQuery {
  /** Opaque, from `nextCursor` of the page before. */
  cursor?: string;
  /** 1 to 100, default 20. */
  limit?: number;
}

/** One point of a node's down-sampled history. @public */
export interface HistoryPoint {
  /** ISO 8601. */
  at: string;
  state: NodeState;
  headNumber?: number;
  headAgeSeconds?: number;
  executionPeers?: number;
}

/** Oldest first. @public */
export interface NodeHistory {
  transitions: StateTransition[];
  points: HistoryPoint[];
}

/** How the last look into a cluster ended. @public */
export interface ClusterStatus {
  name: string;
  status: 'ok' | 'unreachable' | 'unauthorized' | 'error';
  /** What went wrong and what to do, in words. */
  error?: string;
  errorCoded?: Message;
  /** ISO 8601 time of the last look that succeeded. */
  lastSuccess?: string;
  nodes: number;
}

/** The fleet in numbers, over the nodes that the caller may see. @public */
export interface FleetSummary {
  total: number;
  ready: number;
  byState: Partial<Record<NodeState, number>>;
  byNetwork: Array<{
    network: string;
    total: number;
    ready: number;
    /** Execution client name to number of nodes. */
    executionClients: Record<string, number>;
  }>;
  clusters: ClusterStatus[];
}

/** A snapshot of a datadir that a node of its network and execution client can be restored from. @public */
export interface NodeSnapshot {
  /** Name of its store in `app-config.yaml`. */
  store: string;
  /** `<block>-<time>-<digest>`. */
  id: string;
  clientVersion: string;
  /** How much of the chain's past it holds, where the builder knew. */
  history?: string;
  blockNumber: number;
  blockHash: string;
  /** ISO 8601 time of the block: what a node restored from it has to catch up from. */
  blockTime: string;
  /** ISO 8601. */
  createdAt: string;
  sizeBytes: number;
  /** Bytes that it added to its store; the rest was there already. */
  newBytes: number;
  /** Whether `delta-sync restore --from latest` takes this one. */
  latest: boolean;
  /** What a client that was booted from it said; absent as long as nobody has tried. */
  verification?: {
    result: 'passed' | 'failed';
    /** ISO 8601. */
    at: string;
    clientVersion: string;
  };
  /** Restores it into an empty datadir, or brings an older one up to it. */
  restoreCommand: string;
}

/** How the newest look into a store of snapshots ended. @public */
export interface SnapshotStoreStatus {
  name: string;
  /** ISO 8601 time of the newest look that worked. */
  lastSuccess?: string;
  /** Why the newest look failed. */
  error?: string;
  /** Snapshots that are there and cannot be read, a sentence each. */
  problems: string[];
}

/** What a node can be restored from. @public */
export interface NodeSnapshots {
  /** Stores that are configured for nodes of this owner. */
  stores: SnapshotStoreStatus[];
  /** The highest block first. */
  items: NodeSnapshot[];
}

/** A catalog entity that is an Ethereum node and that no source reports a node for, or whose URL is refused. @public */
export interface DeclaredEntity {
  entityRef: string;
  title: string;
  ownerRef?: string;
  /** What is wrong with its annotations, in words; absent for one that waits to be deployed. */
  problem?: string;
  problemCoded?: Message;
}

/** What is declared in the catalog and not deployed, as far as the caller may see it there. @public */
export interface DeclaredEntities {
  items: DeclaredEntity[];
  /** Whether there are more than these. */
  more: boolean;
}

/** Query of the node list; every filter may be given several times and then means "any of". @public */
export interface NodeQuery {
  state?: NodeState[];
  network?: string[];
  cluster?: string[];
  owner?: string[];
  client?: string[];
  entityRef?: string[];
  /** Free text over name, cluster and namespace. */
  q?: string;
  /** Default `severity`: worst first, then name. */
  orderBy?: 'severity' | 'name' | 'network' | 'head' | 'since';
  order?: 'asc' | 'desc';
  /** Opaque, from `nextCursor` of the page before. */
  cursor?: string;
  /** 1 to 200, default 50. */
  limit?: number;
}

/** A page of the node list. @public */
export interface NodePage {
  items: EthereumNode[];
  totalItems: number;
  nextCursor?: string;
}

/** What is sent on the signals channel: that nodes changed, never which, for anybody who is signed in may listen. @public */
export interface NodesSignal {
  /** ISO 8601 time. */
  changedAt: string;
}

/** Name of the signals channel. @public */
export const NODES_SIGNAL_CHANNEL = 'ethereum-nodes';
