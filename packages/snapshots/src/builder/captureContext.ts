import type { LocalFile } from '../datadir/walk';
import type { OnProgress } from '../progress';
import type { Store } from '@nodeyard/snapshot-store';
import type { Pool } from '../workers/pool';
import type { IndexWriter } from './indexWriter';
import type { Inventory } from './inventory';
import type { PackNumbers } from './packNumbers';
import type { Parent } from './parent';

/** Inputs of `captureFiles`. */
export interface CaptureContext {
  files: readonly LocalFile[];
  parent?: Parent;
  force?: boolean;
  store: Store;
  present: Inventory;
  packs: PackNumbers;
  pool: Pool;
  indexes: IndexWriter;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}
