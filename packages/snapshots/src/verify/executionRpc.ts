import { z } from 'zod';

const TIMEOUT_MS = 10_000;
const quantity = z.string().regex(/^0x[0-9a-f]+$/);
const blockSchema = z.object({
  number: quantity,
  hash: z.string(),
  timestamp: quantity,
});
const answerSchema = z.object({
  result: z.unknown(),
  error: z.object({ message: z.string() }).optional(),
});

/** A block, as far as a snapshot cares. */
export interface RpcBlock {
  number: number;
  hash: string;
  timestamp: number;
}

/** The few questions that snapshots ask an execution client. Every method throws when it does not answer. */
export function executionRpc(url: string) {
  const ask = async (method: string, params: unknown[]): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { result, error } = answerSchema.parse(await response.json());
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  return {
    async clientVersion(): Promise<string> {
      return z.string().parse(await ask('web3_clientVersion', []));
    },
    async chainId(): Promise<number> {
      return Number(quantity.parse(await ask('eth_chainId', [])));
    },
    /** @returns undefined when the client does not have it */
    async block(block: number | 'latest'): Promise<RpcBlock | undefined> {
      const tag = block === 'latest' ? block : `0x${block.toString(16)}`;
      const result = await ask('eth_getBlockByNumber', [tag, false]);
      if (result === null) return undefined;
      const { number, hash, timestamp } = blockSchema.parse(result);
      return { number: Number(number), hash, timestamp: Number(timestamp) };
    },
  };
}
