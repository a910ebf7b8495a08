import { z } from 'zod';
import { MAX_FORKS } from '../../health/sample';
import type { BeaconDocument } from './beacon';
import { scheduledEpoch } from './decimal';

const specSchema = z
  .object({
    BLOB_SCHEDULE: z
      .array(z.object({ EPOCH: scheduledEpoch }))
      .max(MAX_FORKS)
      .optional(),
  })
  .transform(spec => spec.BLOB_SCHEDULE?.map(({ EPOCH }) => EPOCH));

/**
 * Epochs at which blob parameters alone change (EIP-7892): the fork schedule does not list them, the node's
 * specification does. `undefined` from clients older than that.
 */
export const blobEpochs: BeaconDocument<number[] | undefined> = {
  path: '/eth/v1/config/spec',
  schema: specSchema,
};
