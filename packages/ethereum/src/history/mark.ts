import { z } from 'zod';
import { historyModes } from '../clients/schema';

/** Where a datadir says which history it has, relative to it. @public */
export const HISTORY_MARK = '.nodeyard/history.json';

/**
 * What is known of a datadir's history: written where a volume begins or is restored, and looked at before each start.
 *
 * A volume that held a chain before there were marks gets one without `history`, unless its files prove one. @public
 */
export const historyMarkSchema = z.strictObject({
  format: z.literal('nodeyard-history/1'),
  network: z.string().max(64),
  client: z.string().max(64),
  /** What the datadir has, or loses towards as its client prunes; null: not known. */
  history: z.enum(historyModes).nullable(),
  /** What its values asked for at the last start; null: never started here. */
  asked: z.enum(historyModes).nullable(),
});

/** @public */
export type HistoryMark = z.infer<typeof historyMarkSchema>;

/** @returns undefined for what is no mark: damaged, or of a later format. @public */
export function parseHistoryMark(text: string): HistoryMark | undefined {
  try {
    return historyMarkSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
