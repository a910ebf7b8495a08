import type { CheckpointStatus, Network } from '@nodeyard/ethereum';
import type { CheckpointConfig } from '../config/readConfig';
import { errorMessage } from '../errorMessage';
import type { Log } from '../log';
import { defaultLimits, type Limits } from './limits';

/** Running checkpoint server. */
export interface CheckpointEndpoint {
  port: number;
  status(): CheckpointStatus | undefined;
  stop(): Promise<void>;
}

/** The checkpoint cannot be served; the message has the reason and the fix. */
export class CheckpointError extends Error {}

/**
 * Serves the checkpoint on loopback if sources are configured. They are first queried when the consensus client requests a
 * checkpoint, which one with a database never does.
 */
export async function startCheckpoint(
  config: CheckpointConfig | undefined,
  network: Network,
  log: Log,
  limits: Limits = defaultLimits,
): Promise<CheckpointEndpoint | undefined> {
  if (!config) return undefined;
  const { quorum, port } = config;
  const sources =
    config.sources === 'auto' ? network.checkpointSync : config.sources;
  if (quorum !== undefined && quorum > sources.length) {
    throw new CheckpointError(
      `--checkpoint-quorum is ${quorum}, but there are ${sources.length} checkpoint sources. Add sources, or lower the quorum.`,
    );
  }
  if (sources.length === 1) {
    log(
      'warn',
      `only one checkpoint source is configured, ${sources[0]}: its responses cannot be compared with other sources`,
    );
  }
  // Loaded on demand: not every sidecar serves a checkpoint.
  const { CheckpointService } = await import('./checkpointService');
  const { startCheckpointServer } = await import('./checkpointServer');
  const service = new CheckpointService({
    ...{ network, sources, quorum, limits, log },
  });
  const server = await startCheckpointServer(port, service).catch(error => {
    throw new CheckpointError(
      `cannot serve the checkpoint on 127.0.0.1:${port} (${errorMessage(
        error,
      )}). Free the port or choose another with --checkpoint-port.`,
    );
  });
  return {
    port: server.port,
    status: () => service.status(),
    stop: server.stop,
  };
}
