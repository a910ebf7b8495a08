import {
  HISTORY_MARK,
  historyEvidence,
  knownHistory,
  historyMarkSchema,
  findNetwork,
  parseHistoryMark,
  type DatadirReader,
} from '@nodeyard/ethereum';
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { ignoreNotFound, refused } from '@nodeyard/snapshot-store';
import {
  noExternalFolders,
  placeOf,
  type ExternalFolders,
} from '../files/externalFolders';
import { writeStateFile } from './marker';

const MAX_READ_BYTES = 65_536;
/** Opening a named pipe would block until there is a writer. */
const NON_BLOCKING = constants.O_RDONLY | constants.O_NONBLOCK;

/** Network, client and history mode of a datadir. */
export interface DatadirHistory {
  network: string;
  client: string;
  history: string | null;
}

/**
 * The history mode for the manifest: as proved by the files or recorded in the mark, and null where the mark records it as
 * unknown. The given history is used only for a datadir without a mark, which the chart has never started.
 *
 * @throws SnapshotError `refused` `history-differs`
 */
export async function historyLabel(
  datadir: string,
  { network, client, history: requested }: DatadirHistory,
  external: ExternalFolders = noExternalFolders,
): Promise<string | null> {
  const reader = folderReader(datadir, external);
  const text = await reader.read(HISTORY_MARK);
  const mark = text && parseHistoryMark(new TextDecoder().decode(text));
  const blocks = findNetwork(network)?.historyBlocks;
  const evidence = await historyEvidence(client, blocks, reader);
  const known = knownHistory(evidence, mark);
  const isExcluded = evidence.excluded.some(mode => mode === requested);
  if (
    requested !== null &&
    (isExcluded || (known !== null && known !== requested))
  ) {
    throw refused(
      'history-differs',
      `${datadir} has ${
        known
          ? `history "${known}"`
          : `another history (${evidence.observation})`
      }, not "${requested}": the label of a snapshot is the history of its datadir. Correct the node's history or --history.`,
    );
  }
  return known ?? (mark ? null : requested);
}

/** Record the history mode of a restored snapshot in the datadir. */
export async function markHistory(
  datadir: string,
  { network, client, history }: DatadirHistory,
): Promise<void> {
  const known = historyMarkSchema.shape.history.safeParse(history).data ?? null;
  await writeStateFile(
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

/** Bounded access to the files of a folder. */
function folderReader(
  folder: string,
  external: ExternalFolders,
): DatadirReader {
  const at = (path: string) => placeOf(folder, external, path);
  return {
    read: path => ignoreNotFound(readPrefix(at(path))),
    list: async path => (await ignoreNotFound(readdir(at(path)))) ?? [],
    size: async path => (await ignoreNotFound(stat(at(path))))?.size ?? 0,
  };
}

async function readPrefix(path: string): Promise<Buffer | undefined> {
  const file = await open(path, NON_BLOCKING);
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_READ_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
