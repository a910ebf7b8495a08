import { join } from 'node:path';
import { z } from 'zod';
import { type Values, valuesIn, work } from '../integration/deployment';

const configSchema = z.looseObject({
  cancunTime: z.number(),
  blobSchedule: z.unknown(),
});
const DAY_SECONDS = 24 * 3600;

/** When the fork is in force that some of the test's clients know and others do not: in a day. */
export const forkTime = Math.floor(Date.now() / 1000) + DAY_SECONDS;

/** genesis.json as it is for nodes that are not as their network, by the name of their ConfigMap. */
export async function genesisVariants(
  folder: string,
): Promise<Record<string, Values>> {
  const genesis = await valuesIn(join(folder, 'genesis.json'));
  const {
    cancunTime: _,
    blobSchedule,
    ...config
  } = configSchema.parse(genesis.config);
  return {
    // The same chain ID, another block 0.
    'genesis-other': { ...genesis, extraData: '0x6f74686572' },
    // The same chain for years to come: forks are not part of block 0.
    'genesis-old': { ...genesis, config },
    'genesis-early': {
      ...genesis,
      config: { ...config, cancunTime: forkTime, blobSchedule },
    },
  };
}

/** Of the network, as its facts have it. */
export async function genesisHash(): Promise<string> {
  const facts = await valuesIn(join(work, 'genesis/facts.json'));
  return String(facts.genesisHash);
}
