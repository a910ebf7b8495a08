/**
 * The sidecar that reports whether an Ethereum node is in sync and ready for callers.
 *
 * @packageDocumentation
 */
export { startSidecar, type Sidecar } from './sidecar';
export {
  readConfig,
  type CheckpointConfig,
  type Config,
  type ConfigResult,
} from './config/readConfig';
export { jsonLog, type Log } from './log';
export { NodeMetrics } from './metrics/nodeMetrics';
