import type { OnProgress } from '../progress';
import type { StoreLocation } from '@nodeyard/snapshot-store';
import type { ExternalFolders } from '../files/externalFolders';
import type { NodeRequirements } from './preconditions';

/** @public */
export interface PlanOptions {
  store: StoreLocation;
  datadir: string;
  /** Folders of the datadir that are elsewhere. */
  external?: ExternalFolders;
  /** The node that will run on the datadir; omitted fields are not checked. */
  node: NodeRequirements;
  /** A snapshot's id, or `latest`. */
  from?: string;
  allowUnverified?: boolean;
  /** Restore although the datadir is newer. */
  force?: boolean;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}
