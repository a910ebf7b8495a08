import { z } from 'zod';
import { peerCount } from '../../health/bounds';
import type { BeaconDocument } from './beacon';
import { decimal } from './decimal';

/** Peers that the beacon node is connected to. */
export const nodePeerCount: BeaconDocument<number> = {
  path: '/eth/v1/node/peer_count',
  schema: z
    .object({ connected: decimal.pipe(peerCount) })
    .transform(({ connected }) => connected),
};
