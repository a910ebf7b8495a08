import type { CheckpointStatus, Network } from '@nodeyard/ethereum';
import type { CheckpointConfig } from '../config/readConfig';
import { errorMessage } from '../errorWords';
import type { Log } from '../log';
import { defaultLimits, type Limits } from './limits';

/** What serves a consensus client its checkpoint. */
export interface Checkpoint {
  port: number;
  status(): CheckpointStatus | undefined;
  stop(): Promise<void>;
}

/** The checkpoint cannot be served: why, and the way out. */
export class CheckpointProblem extends Error {}

/**
 * Serves the checkpoint on loopback, where sources are configured. Nothing is asked of them before the consensus client
 * asks: one that has a database never does.
 */
export async function startCheckpoint(
  config: CheckpointConfig | undefined,
  network: Network,
  log: Log,
  limits: Limits = defaultLimits,
): Promise<Checkpoint | undefined> {
  if (!config) return undefined;
  const { quorum, port } = config;
  const sources =
    config.sources === 'auto' ? network.checkpointSync : config.sources;
  if (quorum !== undefined && quorum > sources.length) {
    throw new CheckpointProblem(
      `--checkpoint-quorum is ${quorum}, but there are ${sources.length} checkpoint sources. Add sources, or lower the quorum.`,
    );
  }
  if (sources.length === 1) {
    log(
      'warn',
      `there is one checkpoint source, ${sources[0]}: no other source confirms its answers`,
    );
  }
  // Loaded here only: not every sidecar serves one.
  const { CheckpointService } = await import('./checkpointService');
  const { startCheckpointServer } = await import('./checkpointServer');
  const service = new CheckpointService({
    ...{ network, sources, quorum, limits, log },
  });
  const server = await startCheckpointServer(port, service).catch(error => {
    throw new CheckpointProblem(
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
