import { z } from 'zod';
import { slotNumber } from '../../health/bounds';
import type { BeaconDocument } from './beacon';
import { decimal } from './decimal';

/** Newest finalized epoch of the head state; an error, or epoch 0, before the first finality. */
export const finalizedEpoch: BeaconDocument<number> = {
  path: '/eth/v1/beacon/states/head/finality_checkpoints',
  schema: z
    .object({ finalized: z.object({ epoch: decimal.pipe(slotNumber) }) })
    .transform(({ finalized }) => finalized.epoch),
};
