import { z } from 'zod';
import { slotNumber } from '../../health/bounds';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { getBeacon } from './beacon';
import { decimal } from './decimal';

/** Newest finalized epoch of the head state; an error, or epoch 0, before the first finality. */
export function finalizedEpoch(endpoint: Endpoint): Promise<Answer<number>> {
  return getBeacon(
    endpoint,
    '/eth/v1/beacon/states/head/finality_checkpoints',
    z
      .object({ finalized: z.object({ epoch: decimal.pipe(slotNumber) }) })
      .transform(({ finalized }) => finalized.epoch),
  );
}
