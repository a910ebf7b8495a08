import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { boundedRecord, parseJson } from '@nodeyard/ethereum';
import { z } from 'zod';

/** The document has a few hundred bytes. */
const MAX_BYTES = 64 * 1024;

const instant = z.iso.datetime().max(40);
const seconds = z.number().min(0).max(1_000_000_000);
const bytes = z
  .number()
  .min(0)
  .max(2 ** 63);

/**
 * Result of the newest snapshot run, as the snapshot orchestrator writes it (`last.json` of its state ConfigMap,
 * `packages/snapshot-store/src/run/lastRun.ts`). Accepts every document that the orchestrator accepts; unknown keys are dropped.
 */
export const lastRunSchema = z.object({
  format: z.literal('nodeyard-snapshot-last/1'),
  endedAt: instant,
  result: z.string().max(64),
  failuresInARow: z.number().int().min(0).max(1_000_000_000),
  durationSeconds: boundedRecord(z.string().max(64), seconds, 64),
  downtimeSeconds: seconds.optional(),
  snapshot: z
    .object({
      block: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      takenAt: instant,
      verifiedAt: instant,
      sizeBytes: bytes,
      newBytes: bytes,
    })
    .optional(),
  staleAfterSeconds: seconds.int().optional(),
});
export type LastRun = z.infer<typeof lastRunSchema>;

/**
 * Reads the result of the newest run.
 *
 * @returns undefined if no run has ended yet, or if the file cannot be read: the metrics are then absent, which alerts cover
 */
export async function readLastRun(file: string): Promise<LastRun | undefined> {
  try {
    const parsed = parseJson(await readStart(file), { depth: 8 });
    return parsed.ok ? lastRunSchema.safeParse(parsed.value).data : undefined;
  } catch {
    return undefined;
  }
}

/** Reads at most `MAX_BYTES`; returns an empty text for anything but a regular file, e.g. a named pipe. */
async function readStart(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) return '';
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(MAX_BYTES),
    });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
