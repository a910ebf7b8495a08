/**
 * Format and stores of snapshots: documents, listing, and a store behind one interface for each kind of URL. Without native code and
 * without Kubernetes.
 *
 * @packageDocumentation
 */
export {
  type Result,
  SnapshotError,
  type SnapshotErrorKind,
  cancelled,
  corrupt,
  messageOf,
  refused,
  throwIfAborted,
  toResult,
  unavailable,
  unwrap,
} from './errors';
export { type LockFiles, acquireLockFile } from './files/lockFile';
export {
  UnexpectedFileError,
  describeFileType,
  ignoreUnexpectedFile,
  openRegular,
  readAll,
  readRange,
} from './files/regularFile';
export {
  describeErrno,
  ignoreExisting,
  ignoreNotFound,
  isSystemError,
} from './files/systemError';
export { canonicalJson } from './format/canonicalJson';
export {
  type Heartbeat,
  type Latest,
  NO_CLIENT_VERSION,
  type Verification,
  type VerificationFailure,
  heartbeatSchema,
  instant,
  latestSchema,
  verificationSchema,
} from './format/documents';
export { firstIssue } from './format/firstIssue';
export { digestOfKey, keys } from './format/keys';
export {
  CHUNK_BYTES,
  FINE_CHUNK_BYTES,
  MAX_CHUNK_BYTES,
  MAX_FILES,
  MAX_INDEX_BYTES,
  MAX_INDEX_ENTRIES,
  MAX_INDEX_PACKS,
  MAX_MANIFEST_BYTES,
  MAX_PACK_DATA_BYTES,
  MAX_PACK_ROWS,
  chunkCount,
} from './format/limits';
export {
  type ChainFacts,
  type Manifest,
  type ManifestFile,
  blockHashSchema,
  digestSchema,
  instantSchema,
  manifestDigest,
  manifestSchema,
  nameSchema,
  snapshotId,
  snapshotIdSchema,
} from './format/manifest';
export { isNeverStored, matches } from './format/neverStored';
export {
  PARTIAL_FOLDER,
  STATE_FOLDER,
  comparePaths,
  parentFolders,
  pathProblem,
} from './format/paths';
export { readManifest } from './format/readManifest';
export {
  type ListOptions,
  type ListedSnapshot,
  type SnapshotList,
  listSnapshots,
  showSnapshot,
} from './list';
export { boundedNumber, boundedText, seconds } from './run/bounds';
export { LAST_RUN_KEY, type LastRun, lastRunSchema } from './run/lastRun';
export {
  type Chain,
  type Failure,
  type Phase,
  type RunState,
  STATE_KEY,
  type StoredRun,
  chainSchema,
  parseStoredRun,
  phaseSchema,
  phases,
  stateSchema,
} from './run/runState';
export { FileStore } from './store/fileStore';
export { hasHungOperations, trackHung } from './store/hungOperations';
export { openStore } from './store/openStore';
export {
  loadLatest,
  loadManifest,
  loadVerification,
  parseDocument,
  snapshotIds,
  timeOf,
} from './store/snapshots';
export {
  type Store,
  type StoreLocation,
  type StoredObject,
} from './store/store';
export { DIGEST_BYTES } from './format/digest';
