import { executionClients } from '../clients/generated';
import type { HistoryMode } from '../clients/schema';
import type { ExecutionClientName } from '../names/generated';
import type { Network } from '../networks/schema';

/** A datadir as this package may look at it; paths are relative to it. @public */
export interface DatadirReader {
  /** The first 64 KiB of a file; undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Names of the files and folders in a folder; empty when there is none. */
  list(folder: string): Promise<string[]>;
  /** Bytes of a file; 0 when there is none. */
  size(path: string): Promise<number>;
}

/** @public */
export type HistoryBlocks = NonNullable<Network['historyBlocks']>;

/** What the files of one client prove. @public */
export interface Evidence {
  /** The history that the datadir has, where files prove one. */
  proved?: HistoryMode;
  /** Histories that it cannot have. */
  excluded: HistoryMode[];
  /** What was seen. */
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
