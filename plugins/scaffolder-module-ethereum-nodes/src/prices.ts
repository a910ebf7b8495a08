import type { ConfigApi } from '@backstage/core-plugin-api';
import type { FormPrices } from '@nodeyard/blueprint/form';
import { z } from 'zod';

const KEY = 'scaffolder.ethereumNodes.prices';

const amount = z.number().min(0).max(1_000_000);
const pricesSchema = z.object({
  asOf: z.string().max(20),
  currency: z.string().max(20),
  cpuHour: amount,
  memoryGibHour: amount,
  storageGibMonth: z.record(z.string().max(253), amount),
});

/** The configured prices, or the invalid key and the reason. */
export type Prices =
  | { prices?: FormPrices; problem?: undefined }
  | { prices?: undefined; problem: string };

export function configuredPrices(config: ConfigApi): Prices {
  const configured = config.getOptional(KEY);
  if (configured === undefined) return {};
  const parsed = pricesSchema.safeParse(configured);
  if (parsed.success) return { prices: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    problem: `${[KEY, ...(issue?.path ?? [])].join('.')}: ${
      issue?.message ?? ''
    }`,
  };
}
