import { LocalFile } from '../datadir/walk';
import { Marker } from '../datadir/marker';
import { Manifest, ManifestFile } from '../format/manifest';
import { IndexSource } from '../store/chunkStream';
import { Pool } from '../workers/pool';
import { FileInWork, WantedChunk } from './fetches';

/** What one look takes in. */
export const STRETCH_BYTES = 32 * 1024 * 1024;

/** What becomes of a file: there and the same, there and different, or not there. */
export type FileState = 'same' | 'changed' | 'new';

/** What is done with what is found out: fetching, or only counting. */
export interface Reconciler {
  /** Before the first chunk that a file lacks, or when only its size is wrong. */
  prepare(file: ManifestFile): Promise<void>;
  want(chunk: WantedChunk): Promise<void>;
  /** All chunks of a file have been looked at. */
  looked(file: ManifestFile, work: FileInWork, state: FileState): Promise<void>;
  progress(bytes: number): void;
}

export interface Reconciled {
  manifest: Manifest;
  present: ReadonlyMap<string, LocalFile>;
  /** The datadir's marker and the manifest it names; without them, files that are there are hashed. */
  before?: Before;
  indexes: IndexSource;
  packNumber: (digest: string) => number;
  pool: Pool;
  signal?: AbortSignal;
  /** Paths to look at; all when left out. */
  only?: ReadonlySet<string>;
}

/** What a datadir was right after its last restore. */
export interface Before {
  marker: Marker;
  manifest: Manifest;
  files: ReadonlyMap<string, ManifestFile>;
  indexes: IndexSource;
}
