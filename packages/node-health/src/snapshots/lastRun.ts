import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const instant = z.iso.datetime();

/**
 * How the newest snapshot of this node ended, as the snapshot orchestrator writes it (`last.json` of its state ConfigMap,
 * `packages/snapshots/src/run/lastRun.ts`). What a later version adds is no concern of ours.
 */
export const lastRunSchema = z.looseObject({
  format: z.literal('nodeyard-snapshot-last/1'),
  endedAt: instant,
  result: z.string(),
  failuresInARow: z.number(),
  durationSeconds: z.record(z.string(), z.number()),
  downtimeSeconds: z.number().optional(),
  snapshot: z
    .looseObject({
      block: z.number(),
      takenAt: instant,
      verifiedAt: instant,
      sizeBytes: z.number(),
      newBytes: z.number(),
    })
    .optional(),
});
export type LastRun = z.infer<typeof lastRunSchema>;

/**
 * Reads that document.
 *
 * @returns undefined where no run has ended yet, or where it cannot be read: then there are no figures, and alerts on their
 * absence speak up
 */
export async function readLastRun(file: string): Promise<LastRun | undefined> {
  try {
    return lastRunSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
      .data;
  } catch {
    return undefined;
  }
}
