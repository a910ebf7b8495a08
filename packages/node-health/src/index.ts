/**
 * The sidecar that answers whether an Ethereum node is really usable.
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
