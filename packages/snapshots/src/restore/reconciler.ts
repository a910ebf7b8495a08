import type { LocalFile } from '../datadir/walk';
import type { Marker } from '../datadir/marker';
import type { Manifest, ManifestFile } from '@nodeyard/snapshot-store';
import type { IndexSource } from '../store/chunkStream';
import type { Pool } from '../workers/pool';
import type { FileProgress, MissingChunk } from './chunkFetcher';

/** Bytes of one comparison. */
export const SEGMENT_BYTES = 32 * 1024 * 1024;

/** Result of comparing a file: equal, different, or missing. */
export type FileState = 'same' | 'changed' | 'new';

/** Handler of the results of a comparison. */
export interface Reconciler {
  /** Called before the first missing chunk of a file, or if only its size differs. */
  prepare(file: ManifestFile): Promise<void>;
  onMissing(chunk: MissingChunk): Promise<void>;
  /** Called after all chunks of a file are compared. */
  onCompared(
    file: ManifestFile,
    work: FileProgress,
    state: FileState,
  ): Promise<void>;
  progress(bytes: number): void;
}

export interface ReconcileTask {
  manifest: Manifest;
  present: ReadonlyMap<string, LocalFile>;
  /** The previous restore; without it, existing files are hashed. */
  previous?: PreviousRestore;
  indexes: IndexSource;
  packNumber: (digest: string) => number;
  pool: Pool;
  signal?: AbortSignal;
  /** Paths to compare; all if omitted. */
  only?: ReadonlySet<string>;
}

/** State of a datadir right after its last restore. */
export interface PreviousRestore {
  marker: Marker;
  manifest: Manifest;
  files: ReadonlyMap<string, ManifestFile>;
  indexes: IndexSource;
}
