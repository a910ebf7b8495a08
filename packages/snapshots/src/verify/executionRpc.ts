import { masker, parseJson, readBody, secretsOf } from '@nodeyard/ethereum';
import { z } from 'zod';
import { messageOf } from '../errors';
import { firstIssue } from '../format/firstIssue';

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
  result: z.unknown().optional(),
  // Some clients answer "error": null beside a result.
  error: z
    .object({ message: z.string().optional(), code: z.number().optional() })
    .nullish(),
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
  const mask = masker(secretsOf({ url }));
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
    const { result, error } = parseResponse(method, answerSchema, json.value);
    if (error) {
      throw new Error(
        `${method}: ${
          error.message ?? `error ${error.code ?? 'without a code'}`
        }`,
      );
    }
    return result;
  };
  /** @throws Error in the words of the node, or with the field that is not valid */
  const query = async <T>(
    schema: z.ZodType<T>,
    method: string,
    params: unknown[],
  ): Promise<T> => {
    try {
      return parseResponse(method, schema, await request(method, params));
    } catch (error) {
      throw new Error(mask(messageOf(error)).slice(0, MAX_QUOTED_LENGTH));
    }
  };
  return {
    clientVersion: () => query(z.string(), 'web3_clientVersion', []),
    /** @returns undefined if the client does not have it */
    async block(block: number | 'latest'): Promise<RpcBlock | undefined> {
      const tag = block === 'latest' ? block : `0x${block.toString(16)}`;
      const found = await query(
        blockSchema.nullable(),
        'eth_getBlockByNumber',
        [tag, false],
      );
      return (
        (found && {
          number: Number(found.number),
          hash: found.hash,
          timestamp: Number(found.timestamp),
        }) ??
        undefined
      );
    },
  };
}

function parseResponse<T>(
  method: string,
  schema: z.ZodType<T>,
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = firstIssue(parsed.error);
  throw new Error(
    `${method}: its response is not valid${
      path.length > 0 ? ` (${path.join('.')})` : ''
    }: ${message}`,
  );
}
