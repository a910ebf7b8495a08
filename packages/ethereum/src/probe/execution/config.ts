import { z } from 'zod';
import { bytes4, chainId, forkTime } from '../../health/bounds';
import { quantity } from '../fields';
import { rpcCall } from './rpc';

const forkConfigSchema = z.object({
  activationTime: forkTime,
  chainId: quantity.pipe(chainId),
  forkId: z.string().toLowerCase().pipe(bytes4),
});
const futureForkSchema = forkConfigSchema
  .nullish()
  .transform(fork => fork ?? null);

const configSchema = z.object({
  // geth: null, nethermind: a fork with `activationBlock` alone, while the head is before the first fork with a time
  current: z.preprocess(
    fork => (isByBlock(fork) ? null : fork),
    forkConfigSchema.nullable(),
  ),
  next: futureForkSchema,
  last: futureForkSchema,
});

function isByBlock(fork: unknown): boolean {
  return (
    typeof fork === 'object' &&
    fork !== null &&
    'activationBlock' in fork &&
    Reflect.get(fork, 'activationTime') === undefined
  );
}

/** The forks that the client knows, as seen from its head (EIP-7910). */
export const ethConfig = rpcCall('eth_config', [], configSchema);
