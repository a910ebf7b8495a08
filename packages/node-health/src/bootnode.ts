import { writeFile } from 'node:fs/promises';
import {
  createMasker,
  redactUrl,
  parseJson,
  readBody,
  secretsOf,
  type ProbeFetch,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { errorMessage } from './errorMessage';
import { retryFor } from './retryFor';

/** The written record, or why none was written. */
export type BootnodeResult =
  | { ok: true; record: string }
  | { ok: false; reason: string };

export interface BootnodeOptions {
  /** Beacon API of the boot node. */
  beaconUrl: string;
  /** Output file, in the format of a consensus client's list of boot nodes. */
  file: string;
  fetch: ProbeFetch;
  /** Time until the boot node must respond: it may still be starting. */
  waitMs: number;
  intervalMs?: number;
}

/** An identity is smaller than 1 KiB. */
const MAX_BYTES = 64 * 1024;

export const identitySchema = z.object({
  data: z.object({ enr: z.string().regex(/^enr:[A-Za-z0-9_-]{16,400}$/) }),
});

/**
 * Writes the ENR of a beacon node, which has its current address, to a file for another node. A devnet has no published list of
 * boot nodes.
 *
 * Source: ethereum/beacon-APIs, getNetworkIdentity; EIP-778 for the record.
 */
export async function writeBootnode({
  beaconUrl,
  file,
  fetch,
  waitMs,
  intervalMs,
}: BootnodeOptions): Promise<BootnodeResult> {
  const url = `${beaconUrl.replace(/\/+$/, '')}/eth/v1/node/identity`;
  const answer = await retryFor({ waitMs, intervalMs }, () =>
    fetchRecord(url, fetch),
  );
  if (!answer.ok) {
    return {
      ok: false,
      reason: `${redactUrl(url)} returned no ENR within ${
        waitMs / 1000
      } s: ${createMasker(secretsOf({ url: beaconUrl }))(
        answer.reason,
      )}. Check that the node runs, and its log.`,
    };
  }
  try {
    await writeFile(file, `${answer.record}\n`);
    return answer;
  } catch (error) {
    return {
      ok: false,
      reason: `cannot write ${file} (${errorMessage(
        error,
      )}). Mount a writable volume there.`,
    };
  }
}

async function fetchRecord(
  url: string,
  fetch: BootnodeOptions['fetch'],
): Promise<BootnodeResult> {
  try {
    const response = await fetch(url, {
      method: 'GET',
      headers: {},
      signal: AbortSignal.timeout(3_000),
      redirect: 'manual',
      maxBytes: MAX_BYTES,
    });
    const body = await readBody(response, MAX_BYTES);
    if (!body.ok) return { ok: false, reason: body.why };
    if (response.status !== 200) {
      return { ok: false, reason: `HTTP ${response.status}` };
    }
    const parsed = parseJson(body.value);
    if (!parsed.ok) return { ok: false, reason: `response ${parsed.why}` };
    const identity = identitySchema.safeParse(parsed.value);
    return identity.success
      ? { ok: true, record: identity.data.data.enr }
      : { ok: false, reason: 'response has no ENR (data.enr)' };
  } catch (error) {
    return { ok: false, reason: errorMessage(error) };
  }
}
