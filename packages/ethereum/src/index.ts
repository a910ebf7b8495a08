/**
 * Facts of Ethereum networks, clients and forks, and functions that probe and judge a node.
 *
 * @packageDocumentation
 */
export * from './apis/beacon';
export * from './apis/jsonRpc';
export * from './networks/schema';
export * from './networks/generated';
export * from './names/generated';
export * from './names/parse';
export * from './names/find';
export * from './clients/schema';
export * from './clients/generated';
export { refusedTag } from './clients/refusedTag';
export { compareTags } from './clients/version';
export { versionsInForce, isSince, portsOf } from './clients/release';
export * from './history/mark';
export { historyEvidence } from './history/evidence';
export type { HistoryEvidence } from './history/evidence';
export type { DatadirReader, Evidence, HistoryBlocks } from './history/datadir';
export { historyEffect, judgeHistory, knownHistory } from './history/judge';
export type { HistoryDecision, HistoryCheck } from './history/judge';
export { reservedNamespace } from './namespaces/reserved';
export type { RequiredSetting, StoreIdentity, StoreKind } from './stores/kind';
export * from './stores/kinds';
export {
  storeCredentialsFault,
  storeUrlForms,
  storeUrlGrammar,
} from './stores/grammar';
export type {
  StoreUrlFault,
  StoreUrlGrammar,
  StoreUrlScope,
} from './stores/grammar';
export { storeUrlFault, storeUrlSchema } from './stores/url';
export { forkId, forkIdsOf } from './forks/forkId';
export { provesNetwork } from './forks/proof';
export { activeFork, forkTime, nextFork } from './forks/schedule';
export type { DatedFork } from './forks/schedule';
export { forkSplit } from './forks/split';
export * from './health/sample';
export * from './health/verdict';
export { withForkNotReady } from './health/formerNames';
export * from './health/maintenance';
export {
  applyMaintenance,
  isExplainedByMaintenance,
  isUnderWay,
} from './health/applyMaintenance';
export * from './health/status';
export { FRESH_HEAD_SLOTS } from './health/head';
export { judge, judgeSafely, verdictOnError } from './health/judge';
export type { JudgeInput } from './health/judgeInput';
export { syncRate } from './health/rate';
export { isSameStall } from './health/sameStall';
export { reasonBesideHead } from './health/summary';
export { reasonMessages, renderVerdictText } from './health/verdictText';
export type { VerdictText } from './health/verdictText';
export { asMessage } from './messages/asMessage';
export * from './messages/message';
export * from './messages/table';
export * from './messages/render';
export { withSlots } from './messages/slots';
export { nodeMessages } from './messages/nodeMessages';
export type { NodeMessageCode } from './messages/nodeMessages';
export { renderEnglishMessage, englishFormats } from './messages/english';
export { formatBytes, formatDuration } from './messages/format';
export { compareSeverity } from './health/severity';
export { windowOf } from './health/window';
export { probeConsensus } from './probe/probeConsensus';
export { probeExecution } from './probe/probeExecution';
export { isProbedSample, probeNode } from './probe/probeNode';
export type { ProbeNodeOptions } from './probe/probeNode';
export { nodeHttpFetch } from './probe/nodeHttpFetch';
export type {
  IncomingResponse,
  OutgoingRequest,
  StartRequest,
} from './probe/nodeHttpFetch';
export { ProbeMemory } from './probe/memory';
export type { MemoryOptions } from './probe/memory';
export type { ProbeFetch, ProbeRequest, ProbeResponse } from './probe/target';
export { endpointFault } from './hostile/endpoint';
export { createMasker } from './hostile/masker';
export { parseJson } from './hostile/parseJson';
export type { JsonLimits, ParsedJson } from './hostile/parseJson';
export { secretsOf } from './hostile/secrets';
export { redactUrl, redactCredentials } from './hostile/redactUrl';
export type { EndpointOptions } from './hostile/secrets';
export { valueAt } from './hostile/valueAt';
export { unboundedParts } from './hostile/unbounded';
export { parseQuantity } from './kubernetes/quantity';
export { podRequest } from './kubernetes/podRequest';
export { podCost } from './kubernetes/podCost';
export type { PodRequests, ResourcePrices } from './kubernetes/podCost';
export { boundedRecord } from './health/bounds';
export { networkError } from './probe/networkError';
export { quoteShellWord } from './quoteShellWord';
export { readBody } from './probe/readBody';
export type { Answer, Failure } from './probe/answer';
export type { ProbeOptions } from './probe/target';
