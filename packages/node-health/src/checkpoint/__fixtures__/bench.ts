import type { Network } from '@nodeyard/ethereum';
import { aDevnet } from '../../__fixtures__/devnet';
import { defaultLimits, type Limits } from '../limits';
import { startCheckpoint, type CheckpointEndpoint } from '../startCheckpoint';
import {
  genesis,
  startBeaconApi,
  startStranger,
  type Handler,
} from './beaconApi';

export const STATES = '/eth/v2/debug/beacon/states';
export const finalizedState = `${STATES}/finalized`;

/** Enough for a busy machine, and soon over where a source never answers. */
const quick: Limits = {
  ...defaultLimits,
  smallMs: 2_000,
  surveyMs: 8_000,
  firstByteMs: 1_500,
  windowMs: 500,
  windowBytes: 1,
  transferMs: 10_000,
  transferBytes: 200_000,
  pauseMs: 0,
};

/** The network of the recording. */
export const network = aDevnet({
  slotsPerEpoch: 8,
  secondsPerSlot: 3,
  genesisValidatorsRoot: genesis.genesis_validators_root,
});

/** Sources, a sidecar's checkpoint that takes from them, and the end of all. */
export class Bench {
  readonly log: string[] = [];
  private readonly ending: Array<() => Promise<void>> = [];

  async end(): Promise<void> {
    for (const end of this.ending.splice(0).reverse()) await end();
    this.log.length = 0;
  }

  async api(...given: Parameters<typeof startBeaconApi>) {
    const started = await startBeaconApi(...given);
    this.ending.push(started.end);
    return started;
  }

  /** URL of a server that answers everything in one way. */
  async stranger(handler: Handler): Promise<string> {
    const started = await startStranger(handler);
    this.ending.push(started.end);
    return started.url;
  }

  async dead(): Promise<string> {
    const { url, end } = await startBeaconApi();
    await end();
    return url;
  }

  async from(
    sources: string[],
    quorum?: number,
    of: Network = network,
  ): Promise<CheckpointEndpoint> {
    const started = await startCheckpoint(
      { sources, quorum, port: 0 },
      of,
      (level, message) => this.log.push(`${level} ${message}`),
      quick,
    );
    if (!started) throw new Error('no checkpoint is served');
    this.ending.push(started.stop);
    return started;
  }
}

export function get(
  checkpoint: CheckpointEndpoint,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  return fetch(`http://127.0.0.1:${checkpoint.port}${path}`, {
    headers: { accept: 'application/octet-stream', connection: 'close' },
    ...init,
  });
}

/** What was answered with a 200. */
export async function bytesOf(
  checkpoint: CheckpointEndpoint,
  path = finalizedState,
): Promise<Buffer> {
  const response = await get(checkpoint, path);
  if (response.status !== 200) {
    throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  }
  return Buffer.from(await response.arrayBuffer());
}

/** Words of a 503. */
export async function refusalOf(
  checkpoint: CheckpointEndpoint,
  path = finalizedState,
): Promise<string> {
  const response = await get(checkpoint, path);
  if (response.status !== 503) throw new Error(`HTTP ${response.status}`);
  const { message }: { message: string } = JSON.parse(await response.text());
  return message;
}

export function endless(response: Parameters<Handler>[1]): void {
  const more = () =>
    response.destroyed ||
    response.write(Buffer.alloc(65_536, '1'), () => setImmediate(more));
  more();
}
