import { z } from 'zod';
import { slotNumber } from '../../health/bounds';
import type { BeaconDocument } from './beacon';
import { decimal } from './decimal';

const syncingSchema = z.object({
  head_slot: decimal.pipe(slotNumber),
  sync_distance: decimal.pipe(slotNumber),
  is_syncing: z.boolean(),
  // Clients from before the Merge lack the first, those from before 2023 the second.
  is_optimistic: z.boolean().default(false),
  el_offline: z.boolean().default(false),
});

/** Where the beacon node is, how far behind its clock, and whether its execution client confirms the head. */
export const nodeSyncing: BeaconDocument<z.output<typeof syncingSchema>> = {
  path: '/eth/v1/node/syncing',
  schema: syncingSchema,
};
