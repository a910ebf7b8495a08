import {
  HISTORY_MARK,
  historyEvidence,
  knownHistory,
  historyMarkSchema,
  networks,
  parseHistoryMark,
  type DatadirReader,
} from '@nodeyard/ethereum';
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refused } from '../stopped';
import { orAbsent } from '../files/systemError';
import { writeState } from './marker';

const READ_BYTES = 65_536;
/** A named pipe would keep the snapshot waiting for a writer. */
const WITHOUT_WAITING = constants.O_RDONLY | constants.O_NONBLOCK;

/** Whose datadir it is, and what is said of its history. */
export interface HistorySaid {
  network: string;
  client: string;
  history: string | null;
}

/**
 * The history that a snapshot of a datadir is labelled with: what its files prove or its mark says, and null where the mark
 * says that nothing is known. Only of a datadir without a mark, which no chart of ours has started, is it what was said.
 *
 * @throws Stopped `refused` `history-differs`
 */
export async function historyLabel(
  datadir: string,
  { network, client, history: said }: HistorySaid,
): Promise<string | null> {
  const reader = folderReader(datadir);
  const text = await reader.read(HISTORY_MARK);
  const mark = text && parseHistoryMark(new TextDecoder().decode(text));
  const blocks = networks[network]?.historyBlocks;
  const evidence = await historyEvidence(client, blocks, reader);
  const known = knownHistory(evidence, mark);
  const isExcluded = evidence.excluded.some(mode => mode === said);
  if (said !== null && (isExcluded || (known !== null && known !== said)))
    throw refused(
      'history-differs',
      `${datadir} has ${
        known ? `history "${known}"` : `another history (${evidence.seen})`
      }, not "${said}": a snapshot says what a datadir is, not what was asked for. Correct the node's history or --history.`,
    );
  return known ?? (mark ? null : said);
}

/** Say in a datadir which history was restored into it. */
export async function markHistory(
  datadir: string,
  { network, client, history }: HistorySaid,
): Promise<void> {
  const known = historyMarkSchema.shape.history.safeParse(history).data ?? null;
  await writeState(
    datadir,
    HISTORY_MARK,
    JSON.stringify({
      format: 'nodeyard-history/1',
      network,
      client,
      history: known,
      asked: null,
    }),
  );
}

/** Files of a folder, as what judges them may read them. */
function folderReader(folder: string): DatadirReader {
  return {
    read: path => orAbsent(beginning(join(folder, path))),
    list: async path => (await orAbsent(readdir(join(folder, path)))) ?? [],
    size: async path => (await orAbsent(stat(join(folder, path))))?.size ?? 0,
  };
}

async function beginning(path: string): Promise<Buffer | undefined> {
  const file = await open(path, WITHOUT_WAITING);
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
