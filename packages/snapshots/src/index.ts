/**
 * Content-addressed snapshots of execution clients' datadirs: build, restore, verify, retain.
 *
 * @packageDocumentation
 */
export { build, type BuildResult, type BuildOptions } from './builder/build';
export { type ExternalFolders } from './files/externalFolders';
export {
  archiveFormats,
  exportArchive,
  type ExportOptions,
  type ExportResult,
} from './exchange/exportArchive';
export {
  importArchive,
  type ImportOptions,
  type ImportResult,
} from './exchange/importArchive';
export { plan, type Plan } from './restore/plan';
export { type PlanOptions } from './restore/planOptions';
export {
  restore,
  type RestoreResult,
  type RestoreOptions,
} from './restore/restore';
export { datadirStatus, type DatadirStatus } from './restore/status';
export {
  listSnapshots,
  showSnapshot,
  type SnapshotList,
  type ListedSnapshot,
  type ListOptions,
} from './list';
export {
  verifyStore,
  type VerifyResult,
  type VerifyOptions,
} from './verify/verifyStore';
export { verifyByBoot, type BootVerifyOptions } from './verify/verifyByBoot';
export { verifyByRpc, type RpcVerifyOptions } from './verify/verifyByRpc';
export { type BootVerifyResult } from './verify/recordBoot';
export { publishLatest } from './verify/publish';
export { prune, type PruneResult, type PruneOptions } from './retain/prune';
export { type Retention } from './retain/retention';
export {
  manifestSchema,
  type ChainFacts,
  type Manifest,
  type ManifestFile,
} from './format/manifest';
export {
  latestSchema,
  verificationSchema,
  type Latest,
  type Verification,
  type VerificationFailure,
} from './format/documents';
export { normalizeVersion } from './datadir/version';
export { LAST_RUN_KEY, lastRunSchema, type LastRun } from './run/lastRun';
export { parseStoredRun, STATE_KEY, type RunState } from './run/state';
export { type StoreLocation } from './store/store';
export { type Result, type SnapshotErrorKind } from './errors';
export { type OnProgress, type Progress } from './progress';
