/** Message on the signals channel: that nodes or their snapshots changed, but not which, because every signed-in user receives it. @public */
export interface NodesSignal {
  /** ISO 8601 time. */
  changedAt: string;
}

/** Name of the signals channel. @public */
export const NODES_SIGNAL_CHANNEL = 'ethereum-nodes';
