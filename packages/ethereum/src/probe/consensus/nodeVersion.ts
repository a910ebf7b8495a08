import { z } from 'zod';
import { versionText } from '../fields';
import type { BeaconDocument } from './beacon';

/** What the beacon node calls itself, e.g. `Lighthouse/v8.2.2-abcdef0/x86_64-linux`. */
export const nodeVersion: BeaconDocument<string> = {
  path: '/eth/v1/node/version',
  schema: z
    .object({ version: versionText })
    .transform(({ version }) => version),
};
