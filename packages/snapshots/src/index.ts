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
export { normalizeVersion } from './datadir/version';
export { type OnProgress, type Progress } from './progress';
export {
  latestSchema,
  listSnapshots,
  manifestSchema,
  showSnapshot,
  verificationSchema,
  type ChainFacts,
  type Latest,
  type ListedSnapshot,
  type ListOptions,
  type Manifest,
  type ManifestFile,
  type Result,
  type SnapshotErrorKind,
  type SnapshotList,
  type StoreLocation,
  type Verification,
  type VerificationFailure,
} from '@nodeyard/snapshot-store';
export { executionRpc, type RpcBlock } from './verify/executionRpc';
export { nodeIdentity, type NodeIdentity } from './verify/nodeIdentity';
export { publishVerification } from './verify/publish';
export { runSnapshotBuilder } from './cli/builderCommands';
export { metricsText, writeMetrics } from './cli/metrics';
export { jsonOption, UsageError, type OutputOptions } from './cli/options';
export {
  type CommandContext,
  type CommandResult,
  type CommandSpec,
} from './cli/program';
export { runMain } from './cli/runMain';
export { text as textValue } from './cli/values';
