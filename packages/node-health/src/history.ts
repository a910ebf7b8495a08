import {
  executionClientNames,
  findNetwork,
  HISTORY_MARK,
  historyEvidence,
  historyModes,
  isExecutionClientName,
  judgeHistory,
  parseHistoryMark,
  type DatadirReader,
  type HistoryBlocks,
  type HistoryMark,
  type HistoryCheck,
} from '@nodeyard/ethereum';
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { errorCode, errorMessage } from './errorWords';
import { readInFolder, writeInFolder } from './stateFolder';

const READ_BYTES = 65_536;
/** A named pipe would keep the pod waiting for a writer. */
const WITHOUT_WAITING = constants.O_RDONLY | constants.O_NONBLOCK;

/** What is asked of a datadir. */
export type HistoryAsked = Omit<HistoryCheck, 'evidence' | 'mark'> & {
  datadir: string;
  /** Of the network. */
  blocks?: HistoryBlocks;
};

/** The options of `node-health history`. */
export function readHistoryOptions(
  args: readonly string[],
): { ok: true; asked: HistoryAsked } | { ok: false; problem: string } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        datadir: text,
        network: text,
        client: text,
        history: text,
        field: text,
        'may-prune': { type: 'boolean' },
      },
    });
    const { datadir, network, client, field } = values;
    if (!datadir || !network || !client || !field) {
      return problem(
        '--datadir, --network, --client and --field are needed, for example node-health history --datadir /data --network sepolia --client geth --history full --field nodes.geth-0.execution.',
      );
    }
    if (!isExecutionClientName(client)) {
      return problem(
        `--client is "${client}"; give one of ${executionClientNames.join(
          ', ',
        )}.`,
      );
    }
    const history = historyModes.find(mode => mode === values.history);
    if (!history) {
      return problem(
        `--history is "${
          values.history ?? ''
        }"; give one of ${historyModes.join(', ')}.`,
      );
    }
    const mayPrune = values['may-prune'] ?? false;
    const blocks = findNetwork(network)?.historyBlocks;
    const question = { network, client, history, field, mayPrune };
    return { ok: true, asked: { ...question, datadir, blocks } };
  } catch (error) {
    return problem(errorMessage(error));
  }
}

function problem(text: string): { ok: false; problem: string } {
  return { ok: false, problem: text };
}

/** Whether the client may start; `message` says why. */
export interface HistoryResult {
  ok: boolean;
  message: string;
  /** A mark that could not be written, as on a full disk: no reason to keep a node down. */
  warning?: string;
}

/**
 * Decides before a client starts whether its datadir has the history that the values ask for, or may come to it, and
 * writes that down in the datadir.
 */
export async function checkHistory({
  datadir,
  blocks,
  ...asked
}: HistoryAsked): Promise<HistoryResult> {
  const reader = folderReader(datadir);
  const text = await readInFolder(datadir, HISTORY_MARK, READ_BYTES);
  const mark = text && parseHistoryMark(text.toString());
  const judged = judgeHistory({
    ...asked,
    evidence: await historyEvidence(asked.client, blocks, reader),
    mark,
  });
  if (!judged.ok) return judged;
  const isSame = JSON.stringify(mark) === JSON.stringify(judged.mark);
  const warning = isSame ? undefined : await written(datadir, judged.mark);
  return { ok: true, message: judged.message, warning };
}

/** Files of a folder, as what judges them may read them. */
function folderReader(folder: string): DatadirReader {
  return {
    read: path =>
      orAbsent(async () => {
        const file = await open(join(folder, path), WITHOUT_WAITING);
        try {
          if (!(await file.stat()).isFile()) return undefined;
          const { buffer, bytesRead } = await file.read(
            Buffer.alloc(READ_BYTES),
          );
          return buffer.subarray(0, bytesRead);
        } finally {
          await file.close();
        }
      }),
    list: async path =>
      (await orAbsent(() => readdir(join(folder, path)))) ?? [],
    size: async path =>
      (await orAbsent(() => stat(join(folder, path))))?.size ?? 0,
  };
}

/** The last two: a symbolic link to itself, and a socket. */
const absent = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO'];

async function orAbsent<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (absent.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** @returns why it was not */
async function written(
  datadir: string,
  mark: HistoryMark,
): Promise<string | undefined> {
  try {
    await writeInFolder(datadir, HISTORY_MARK, JSON.stringify(mark));
    return undefined;
  } catch (error) {
    return `cannot write ${join(datadir, HISTORY_MARK)} (${errorMessage(
      error,
    )})`;
  }
}
