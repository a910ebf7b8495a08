import type { Client } from '@nodeyard/ethereum';

/** Whether the chart can deploy something; if not, why. @public */
export type Capability = { chart: true } | { chart: false; reason: string };

/** Parts of a request, beyond clients, that need something of the chart. @public */
export type Feature = 'serve' | 'snapshots' | 'devnetPeers';

/**
 * What the chart of this blueprint can deploy. The one place that changes when it learns more:
 * clients say it in their data file (`deployable`), features say it here.
 */
export const features: Readonly<Record<Feature, Capability>> = {
  serve: { chart: true },
  snapshots: { chart: true },
  devnetPeers: { chart: true },
};

export function clientCapability(client: Client): Capability {
  return client.deployable;
}
