import { z } from 'zod';
import { networks } from '../../src/networks/generated';
import type { Network } from '../../src/networks/schema';
import { Comparison, type SourceResult } from './finding';

const TIMEOUT_MS = 20_000;

/** Two hours without finality: the source stands still, or the network does. */
const STALE_SECONDS = 2 * 3600;

const genesisSchema = z.object({
  data: z.object({
    genesis_time: z.coerce.number().int(),
    genesis_validators_root: z.string(),
  }),
});
const finalitySchema = z.object({
  data: z.object({
    finalized: z.object({ epoch: z.coerce.number().int() }),
  }),
});

/** Asks every checkpoint source which network it serves, and how old its finalized checkpoint is. */
export function compareWithCheckpointSources(
  checked: readonly Network[] = Object.values(networks),
  now = Date.now(),
): Promise<SourceResult[]> {
  return Promise.all(
    checked.flatMap(network =>
      network.checkpointSync.map(url => compareSource(network, url, now)),
    ),
  );
}

async function compareSource(
  network: Network,
  url: string,
  now: number,
): Promise<SourceResult> {
  const source = `checkpoint source ${url}`;
  const comparison = new Comparison(source);
  const at = `networks/${network.name}`;
  try {
    const [genesis, finality] = await Promise.all([
      fetchJson(`${url}/eth/v1/beacon/genesis`, genesisSchema),
      fetchJson(
        `${url}/eth/v1/beacon/states/finalized/finality_checkpoints`,
        finalitySchema,
      ),
    ]);
    comparison.compare(
      `${at} genesisValidatorsRoot`,
      network.genesisValidatorsRoot,
      genesis.data.genesis_validators_root,
    );
    comparison.compare(
      `${at} genesisTime`,
      network.genesisTime,
      genesis.data.genesis_time,
    );
    const finalizedAt =
      genesis.data.genesis_time +
      finality.data.finalized.epoch *
        network.slotsPerEpoch *
        network.secondsPerSlot;
    comparison.compare(
      `${at} checkpointSync ${url}`,
      'finalized within 2 h',
      now / 1000 - finalizedAt <= STALE_SECONDS
        ? 'finalized within 2 h'
        : `finalized ${new Date(finalizedAt * 1000).toISOString()}`,
    );
    return comparison.result();
  } catch (error) {
    return {
      source,
      checked: false,
      why: error instanceof Error ? error.message : String(error),
    };
  }
}

async function fetchJson<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status} from ${url}`);
  }
  return schema.parse(await response.json());
}
