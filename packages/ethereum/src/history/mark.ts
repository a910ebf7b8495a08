import { z } from 'zod';
import { historyModes } from '../clients/schema';

/** Path of the history mark, relative to the datadir. @public */
export const HISTORY_MARK = '.nodeyard/history.json';

/**
 * History mark of a datadir: written for a new or restored volume, and checked before each start.
 *
 * A volume with a chain and without a mark gets a mark without `history`, unless its files prove one. @public
 */
export const historyMarkSchema = z.strictObject({
  format: z.literal('nodeyard-history/1'),
  network: z.string().max(64),
  client: z.string().max(64),
  /** History mode of the datadir, or the one to which its client is pruning it; null: unknown. */
  history: z.enum(historyModes).nullable(),
  /** Configured history mode at the last start; null: not started yet. */
  asked: z.enum(historyModes).nullable(),
});

/** @public */
export type HistoryMark = z.infer<typeof historyMarkSchema>;

/** Parses a history mark. @returns undefined if it is damaged or of a later format. @public */
export function parseHistoryMark(text: string): HistoryMark | undefined {
  try {
    return historyMarkSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
