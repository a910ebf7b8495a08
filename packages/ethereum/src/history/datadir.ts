import { executionClients } from '../clients/generated';
import type { HistoryMode } from '../clients/schema';
import type { ExecutionClientName } from '../names/generated';
import type { Network } from '../networks/schema';

/** Read access to a datadir; paths are relative to it. @public */
export interface DatadirReader {
  /** Reads the first 64 KiB of a file; undefined if it does not exist. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Lists the names in a folder; empty if it does not exist. */
  list(folder: string): Promise<string[]>;
  /** Size of a file in bytes; 0 if it does not exist. */
  size(path: string): Promise<number>;
}

/** @public */
export type HistoryBlocks = NonNullable<Network['historyBlocks']>;

/** History modes that the files of a client prove or exclude. @public */
export interface Evidence {
  /** Proven history mode. */
  proved?: HistoryMode;
  /** Excluded history modes. */
  excluded: HistoryMode[];
  /** Observed fact, for messages. */
  observation?: string;
}

export function provenEvidence(
  client: ExecutionClientName,
  proved: HistoryMode,
  observation: string,
): Evidence {
  const { history } = executionClients[client];
  return {
    proved,
    excluded: history.filter(mode => mode !== proved),
    observation,
  };
}
