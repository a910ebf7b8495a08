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
import { errorCode, errorMessage } from './errorMessage';
import { readInFolder, writeInFolder } from './stateFolder';

const READ_BYTES = 65_536;
/** Opening a named pipe would otherwise block until there is a writer. */
const NON_BLOCKING_READ = constants.O_RDONLY | constants.O_NONBLOCK;

/** Parsed options of `node-health history`. */
export type HistoryOptions = Omit<HistoryCheck, 'evidence' | 'mark'> & {
  datadir: string;
  blocks?: HistoryBlocks;
};

/** Parses the options of `node-health history`. */
export function readHistoryOptions(
  args: readonly string[],
): { ok: true; options: HistoryOptions } | { ok: false; problem: string } {
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
        '--datadir, --network, --client and --field are required, for example node-health history --datadir /data --network sepolia --client geth --history full --field nodes.geth-0.execution.',
      );
    }
    if (!isExecutionClientName(client)) {
      return problem(
        `--client is "${client}"; use one of ${executionClientNames.join(
          ', ',
        )}.`,
      );
    }
    const history = historyModes.find(mode => mode === values.history);
    if (!history) {
      return problem(
        `--history is "${values.history ?? ''}"; use one of ${historyModes.join(
          ', ',
        )}.`,
      );
    }
    const mayPrune = values['may-prune'] ?? false;
    const blocks = findNetwork(network)?.historyBlocks;
    const check = { network, client, history, field, mayPrune };
    return { ok: true, options: { ...check, datadir, blocks } };
  } catch (error) {
    return problem(errorMessage(error));
  }
}

function problem(text: string): { ok: false; problem: string } {
  return { ok: false, problem: text };
}

/** Whether the client may start, and the reason. */
export interface HistoryResult {
  ok: boolean;
  message: string;
  /** The mark could not be written, e.g. on a full disk. The client may start nevertheless. */
  warning?: string;
}

/**
 * Checks before a client starts whether its datadir has the configured history or can be pruned to it, and writes the history mark.
 */
export async function checkHistory({
  datadir,
  blocks,
  ...check
}: HistoryOptions): Promise<HistoryResult> {
  const reader = folderReader(datadir);
  const text = await readInFolder(datadir, HISTORY_MARK, READ_BYTES);
  const mark = text && parseHistoryMark(text.toString());
  const decision = judgeHistory({
    ...check,
    evidence: await historyEvidence(check.client, blocks, reader),
    mark,
  });
  if (!decision.ok) return decision;
  const isSame = JSON.stringify(mark) === JSON.stringify(decision.mark);
  const warning = isSame ? undefined : await writeMark(datadir, decision.mark);
  return { ok: true, message: decision.message, warning };
}

/** Reads files of a folder; paths that are missing, or no file, are absent. */
function folderReader(folder: string): DatadirReader {
  return {
    read: path =>
      orAbsent(async () => {
        const file = await open(join(folder, path), NON_BLOCKING_READ);
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

/** ELOOP: a symbolic link to itself; ENXIO: a socket. */
const absentCodes = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO'];

async function orAbsent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (absentCodes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** @returns the error message; undefined on success */
async function writeMark(
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
