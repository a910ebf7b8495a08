/** One chunk of a range, and its targets. */
export interface StoredChunk {
  digest: Uint8Array;
  /** From the range's first byte. */
  offset: number;
  stored: number;
  length: number;
  targets: { path: string; offset: number }[];
}

/** Tasks of a worker thread. Paths are relative to the datadir, or to the working directory of a restore. */
export type Task =
  /** Split, hash and store a segment of a file. */
  | {
      kind: 'store';
      path: string;
      offset: number;
      length: number;
      chunkSize: number;
      parent?: Uint8Array;
    }
  /** Write the current pack. */
  | { kind: 'flush' }
  /** Compare a segment of a file with digests. */
  | {
      kind: 'scan';
      path: string;
      offset: number;
      length: number;
      chunkSize: number;
      digests: Uint8Array;
    }
  /** Fetch a range of a pack, and write its chunks to files. */
  | {
      kind: 'fetch';
      pack: string;
      offset: number;
      length: number;
      chunks: StoredChunk[];
    }
  /** Verify a whole pack. */
  | { kind: 'checkPack'; digest: string; size: number };

/** Results by kind of task. */
export interface TaskResults {
  /** Entries (see chunkIndex.ts); `pack` is a number of this pool. */
  store: { entries: Uint8Array; readBytes: number; newBytes: number };
  flush: Record<string, never>;
  /** Positions of chunks that differ or are missing. */
  scan: { differing: number[] };
  /** Positions in `chunks` that are missing or damaged. */
  fetch: { fetchedBytes: number; writtenBytes: number; failed: number[] };
  /** Problem of a damaged pack, else its table. */
  checkPack: { problem?: string; table?: Uint8Array };
}

/** A stored pack, in a message of its own. */
export interface PackWritten {
  /** Its number in entries. */
  pack: number;
  digest: string;
  bytes: number;
}

export type WorkerMessage =
  | { kind: 'answer'; task: number; answer: TaskResults[keyof TaskResults] }
  | {
      kind: 'stopped';
      task: number;
      stopped: { kind: string; code: string; message: string };
    }
  | { kind: 'failed'; task: number; message: string }
  | { kind: 'pack'; written: PackWritten };
