import type { StoredChunk } from './fetch';

/** What a worker thread can be asked. Paths are those of the datadir, or of the folder in which it grows. */
export type Task =
  /** Cut, hash and store a stretch of a file. */
  | {
      kind: 'store';
      path: string;
      offset: number;
      length: number;
      chunkSize: number;
      parent?: Uint8Array;
    }
  /** Write the pack that is being filled. */
  | { kind: 'flush' }
  /** Compare a stretch of a file with digests. */
  | {
      kind: 'scan';
      path: string;
      offset: number;
      length: number;
      chunkSize: number;
      digests: Uint8Array;
    }
  /** Read a range of a pack and write its chunks to files. */
  | {
      kind: 'fetch';
      pack: string;
      offset: number;
      length: number;
      chunks: StoredChunk[];
    }
  /** Read a whole pack and check it. */
  | { kind: 'checkPack'; digest: string; size: number };

/** What comes back, by kind of task. */
export interface Answers {
  /** Entries (see chunkIndex.ts); `pack` is a number of the session. */
  store: { entries: Uint8Array; readBytes: number; newBytes: number };
  flush: Record<string, never>;
  /** Positions of chunks that differ or are absent. */
  scan: { differing: number[] };
  /** Positions in `chunks` that could not be had. */
  fetch: { fetchedBytes: number; writtenBytes: number; failed: number[] };
  /** Why the pack is damaged, if it is; else what its table says. */
  checkPack: { problem?: string; table?: Uint8Array };
}

/** A pack that a worker has finished, told by itself. */
export interface PackWritten {
  /** Number of the session that entries name it by. */
  pack: number;
  digest: string;
  bytes: number;
}

export type FromWorker =
  | { kind: 'answer'; task: number; answer: Answers[keyof Answers] }
  | {
      kind: 'stopped';
      task: number;
      stopped: { kind: string; code: string; message: string };
    }
  | { kind: 'failed'; task: number; message: string }
  | { kind: 'pack'; written: PackWritten };
