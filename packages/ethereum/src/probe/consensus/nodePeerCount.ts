import { z } from 'zod';
import { peerCount } from '../../health/bounds';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { getBeacon } from './beacon';
import { decimal } from './decimal';

/** Peers that the beacon node is connected to. */
export function nodePeerCount(endpoint: Endpoint): Promise<Answer<number>> {
  return getBeacon(
    endpoint,
    '/eth/v1/node/peer_count',
    z
      .object({ connected: decimal.pipe(peerCount) })
      .transform(({ connected }) => connected),
  );
}
