import {
  createMasker,
  parseJson,
  readBody,
  secretsOf,
} from '@nodeyard/ethereum';
import { z } from 'zod';

const TIMEOUT_MS = 10_000;
/** Five times a block with transaction hashes. */
const MAX_BYTES = 1024 * 1024;
/** Characters of an error in a message. */
const MAX_QUOTED_LENGTH = 300;
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

/** The fields of a block that a snapshot needs. */
export interface RpcBlock {
  number: number;
  hash: string;
  timestamp: number;
}

/**
 * JSON-RPC requests of snapshots to an execution client. Every method throws if it does not answer; secrets of its URL are
 * masked in errors.
 */
export function executionRpc(url: string) {
  const mask = createMasker(secretsOf({ url }));
  const request = async (
    method: string,
    params: unknown[],
  ): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    const body = await readBody(response, MAX_BYTES);
    if (!body.ok) throw new Error(`${method}: ${body.why}`);
    const json = parseJson(body.value);
    if (!json.ok) throw new Error(`${method}: its response ${json.why}`);
    const { result, error } = answerSchema.parse(json.value);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const ask = (method: string, params: unknown[]): Promise<unknown> =>
    request(method, params).catch(error => {
      throw new Error(mask(messageOf(error)).slice(0, MAX_QUOTED_LENGTH));
    });
  return {
    async clientVersion(): Promise<string> {
      return z.string().parse(await ask('web3_clientVersion', []));
    },
    async chainId(): Promise<number> {
      return Number(quantity.parse(await ask('eth_chainId', [])));
    },
    /** @returns undefined if the client does not have it */
    async block(block: number | 'latest'): Promise<RpcBlock | undefined> {
      const tag = block === 'latest' ? block : `0x${block.toString(16)}`;
      const result = await ask('eth_getBlockByNumber', [tag, false]);
      if (result === null) return undefined;
      const { number, hash, timestamp } = blockSchema.parse(result);
      return { number: Number(number), hash, timestamp: Number(timestamp) };
    },
  };
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return 'its response is not valid JSON-RPC';
  return error instanceof Error ? error.message : String(error);
}
