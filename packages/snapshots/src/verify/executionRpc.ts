import {
  createMasker,
  parseJson,
  readBody,
  secretsOf,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { firstIssue, messageOf } from '@nodeyard/snapshot-store';

const TIMEOUT_MS = 10_000;
/** Five times a block with transaction hashes. */
const MAX_BYTES = 1024 * 1024;
/** Several times the receipts of a block of 36 million gas. */
const MAX_RECEIPTS_BYTES = 32 * 1024 * 1024;
/** JSON-RPC 2.0: the method does not exist. */
const METHOD_NOT_FOUND = -32601;
/** Characters of an error in a message. */
const MAX_QUOTED_LENGTH = 300;
const ZERO_ADDRESS = `0x${'0'.repeat(40)}`;
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

/** An error that a client returned, or a response that is not valid. */
class RpcError extends Error {
  constructor(message: string, readonly rpcCode?: number) {
    super(message);
  }
}

/** Whether a client does not have a method. */
export function isUnknownMethod(error: unknown): boolean {
  return error instanceof RpcError && error.rpcCode === METHOD_NOT_FOUND;
}

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
    maxBytes: number,
  ): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    const body = await readBody(response, maxBytes);
    if (!body.ok) throw new Error(`${method}: ${body.why}`);
    const json = parseJson(body.value);
    if (!json.ok) throw new Error(`${method}: its response ${json.why}`);
    const { result, error } = parseResponse(method, answerSchema, json.value);
    if (!error) return result;
    const { code, message = `error ${code ?? 'without a code'}` } = error;
    throw new RpcError(`${method}: ${message}`, code);
  };
  /** @throws Error in the words of the node, or with the field that is not valid */
  const query = async <T>(
    schema: z.ZodType<T>,
    method: string,
    params: unknown[],
    maxBytes = MAX_BYTES,
  ): Promise<T> => {
    try {
      const result = await request(method, params, maxBytes);
      return parseResponse(method, schema, result);
    } catch (error) {
      throw new RpcError(
        mask(messageOf(error)).slice(0, MAX_QUOTED_LENGTH),
        error instanceof RpcError ? error.rpcCode : undefined,
      );
    }
  };
  return {
    clientVersion: () => query(z.string(), 'web3_clientVersion', []),
    /** @returns undefined if the client does not have it */
    async block(block: number | 'latest'): Promise<RpcBlock | undefined> {
      const found = await query(
        blockSchema.nullable(),
        'eth_getBlockByNumber',
        [block === 'latest' ? block : toHex(block), false],
      );
      if (found === null) return undefined;
      const { number, hash, timestamp } = found;
      return { number: Number(number), hash, timestamp: Number(timestamp) };
    },
    /** Balance of the zero address, which needs the state of the block. */
    balance: (block: number) =>
      query(quantity, 'eth_getBalance', [ZERO_ADDRESS, toHex(block)]),
    hasReceipts: (block: number) =>
      query(
        z.array(z.unknown()).nullable(),
        'eth_getBlockReceipts',
        [toHex(block)],
        MAX_RECEIPTS_BYTES,
      ).then(receipts => receipts !== null),
  };
}

function toHex(block: number): string {
  return `0x${block.toString(16)}`;
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
