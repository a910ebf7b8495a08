import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createMasker,
  redactUrl,
  parseJson,
  readBody,
  secretsOf,
  type ProbeFetch,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { errorMessage } from './errorWords';

/** What became of the file. */
export type BootnodeResult =
  | { ok: true; record: string }
  | { ok: false; reason: string };

export interface BootnodeOptions {
  /** Beacon API of the node that the others begin with. */
  beaconUrl: string;
  /** File that the record is written to, as a consensus client reads lists of bootnodes. */
  file: string;
  fetch: ProbeFetch;
  /** How long it may take until that node answers: it may be starting itself. */
  waitMs: number;
  intervalMs?: number;
}

/** An identity has less than a KiB. */
const MOST_BYTES = 64 * 1024;

export const identitySchema = z.object({
  data: z.object({ enr: z.string().regex(/^enr:[A-Za-z0-9_-]{16,400}$/) }),
});

/**
 * Asks a beacon node for its record, in which its address of today stands, and writes that down for a node that is to find
 * it: a devnet has no published list of boot nodes.
 *
 * Source: ethereum/beacon-APIs, getNetworkIdentity; EIP-778 for the record.
 */
export async function writeBootnode({
  beaconUrl,
  file,
  fetch,
  waitMs,
  intervalMs = 1_000,
}: BootnodeOptions): Promise<BootnodeResult> {
  const url = `${beaconUrl.replace(/\/+$/, '')}/eth/v1/node/identity`;
  const deadline = Date.now() + waitMs;
  for (;;) {
    const answer = await recordFrom(url, fetch);
    if (answer.ok) {
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
    if (Date.now() >= deadline) {
      return {
        ok: false,
        reason: `${redactUrl(url)} gave no record in ${
          waitMs / 1000
        } s: ${createMasker(secretsOf({ url: beaconUrl }))(
          answer.reason,
        )}. Start that node, or look at its log.`,
      };
    }
    await sleep(intervalMs);
  }
}

async function recordFrom(
  url: string,
  fetch: BootnodeOptions['fetch'],
): Promise<BootnodeResult> {
  try {
    const response = await fetch(url, {
      method: 'GET',
      headers: {},
      signal: AbortSignal.timeout(3_000),
      redirect: 'manual',
      maxBytes: MOST_BYTES,
    });
    const body = await readBody(response, MOST_BYTES);
    if (!body.ok) return { ok: false, reason: `its ${body.why}` };
    if (response.status !== 200) {
      return { ok: false, reason: `HTTP ${response.status}` };
    }
    const parsed = parseJson(body.value);
    if (!parsed.ok) return { ok: false, reason: `its answer ${parsed.why}` };
    const identity = identitySchema.safeParse(parsed.value);
    return identity.success
      ? { ok: true, record: identity.data.data.enr }
      : { ok: false, reason: 'its answer has no record (data.enr)' };
  } catch (error) {
    return { ok: false, reason: errorMessage(error) };
  }
}
