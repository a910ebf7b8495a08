import { z } from 'zod';
import type { Answer } from '../answer';
import type { Endpoint } from '../exchange';
import { versionText } from '../fields';
import { getBeacon } from './beacon';

/** What the beacon node calls itself, e.g. `Lighthouse/v8.2.2-abcdef0/x86_64-linux`. */
export function nodeVersion(endpoint: Endpoint): Promise<Answer<string>> {
  return getBeacon(
    endpoint,
    '/eth/v1/node/version',
    z.object({ version: versionText }).transform(({ version }) => version),
  );
}
