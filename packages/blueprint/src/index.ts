/**
 * From a node request to the files of a team repository.
 *
 * @packageDocumentation
 */
export type { Capability, Feature } from './capabilities';
export { exitCodes } from './cli/exit';
export { nodeyard } from './cli/nodeyard';
export type { Terminal } from './cli/terminal';
export { currentFacts } from './facts';
export type { Facts } from './facts';
export type { Devnet } from './plan/devnet';
export { formatHistory } from './plan/history';
export { planRequest } from './plan/plan';
export type { Plan, PlanOptions, PlanResult } from './plan/plan';
export type { PlannedNode, Totals } from './plan/nodes';
export type { PlannedPool } from './plan/pool';
export { DEFAULT_SNAPSHOT_SECRET } from './request/snapshots';
export { snapshotSentences } from './plan/snapshotSentences';
export { problemLine } from './problem';
export type { Problem, Warning } from './problem';
export type { RepositoryFile } from './repository/file';
export { LOCK_PATH, parseLock } from './repository/lock';
export type { IntactLock, IntactLockResult } from './repository/lock';
export { repositoryFiles } from './repository/repository';
export { verifyRepository } from './repository/verify';
export type { VerifyResult } from './repository/verify';
export { writeFiles, writeRepository } from './repository/write';
export type { WriteResult } from './repository/write';
export { readRequest } from './request/read';
export type { ReadResult } from './request/read';
export { requestKeys } from './request/keys';
export type { RequestKey } from './request/keys';
export { environmentNames } from './request/schema';
export type {
  EnvironmentName,
  NodeRequest,
  RequestedNode,
  RequestedPool,
} from './request/schema';
export type { BlueprintSource } from './source';
export { applyUpdate } from './update/apply';
export type {
  ConflictReason,
  FileChange,
  KeptReason,
} from './update/fileChange';
export { updateDescription, updateTitle } from './update/report';
export { planUpdate } from './update/update';
export type {
  RepositoryUpdate,
  UpdateOptions,
  UpdateResult,
} from './update/update';
