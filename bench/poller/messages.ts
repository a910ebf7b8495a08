/** One fake node. */
export interface FleetNode {
  executionUrl: string;
  consensusUrl: string;
}

/** What the fake nodes were asked. A JSON-RPC batch is one request of several calls. */
export interface FleetCounters {
  requests: number;
  calls: number;
}

/** Figures of a backend process since its start. */
export interface BackendCounters {
  /** User and system time in seconds. */
  cpuSeconds: number;
  rssMiB: number;
  heapMiB: number;
  /** Completed polling rounds. */
  rounds: Array<{ polled: number; ms: number; inTime: boolean }>;
}
