import {
  isMainThread,
  MessagePort,
  parentPort,
  workerData,
} from 'node:worker_threads';
import { readFailure } from '../datadir/failures';
import { OddFile } from '../files/regularFile';
import { isSystemError } from '../files/systemError';
import { Tree } from '../files/tree';
import { openStore } from '../store/openStore';
import { StoreLocation } from '../store/store';
import { refused, Stopped } from '../stopped';
import { blockBuffers } from './blocks';
import { checkPack } from './checkPack';
import { Fetcher } from './fetch';
import { KnownChunks } from './knownChunks';
import { PackWriter } from './packWriter';
import { scanStretch } from './scanStretch';
import { storeStretch } from './storeStretch';
import { Answers, FromWorker, Task } from './tasks';

/** Tells our threads from others in the same process; also what makes a build of the package contain this file. */
export const THREAD_MARK = 'nodeyard-snapshots';

/** What a thread is started with. */
export interface ThreadData {
  mark: typeof THREAD_MARK;
  location: StoreLocation;
  network: string;
  client: string;
  /** The datadir, or the folder in which it grows; none for what looks into the store only. */
  root?: string;
  /** Number of the next pack of this session, shared. */
  packCounter: SharedArrayBuffer;
  knownChunks: SharedArrayBuffer;
}

async function serve(port: MessagePort, data: ThreadData): Promise<void> {
  const tell = (message: FromWorker, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  const store = await openStore(data.location, data.network, data.client);
  const tree = new Tree(data.root ?? '');
  const thread = {
    tree,
    known: new KnownChunks(data.knownChunks),
    packs: new PackWriter(store, new Int32Array(data.packCounter), written =>
      tell({ kind: 'pack', written }),
    ),
    buffers: blockBuffers(),
    remembered: new Map(),
  };
  const fetcher = new Fetcher(store, tree);

  const answer = async (task: Task): Promise<Answers[keyof Answers]> => {
    switch (task.kind) {
      case 'store':
        return storeStretch(task, thread);
      case 'flush':
        await thread.packs.flush();
        await fetcher.close();
        await tree.close();
        return {};
      case 'scan':
        return scanStretch(task, tree, thread.buffers);
      case 'fetch':
        return fetcher.fetch(task);
      case 'checkPack':
        return checkPack(store, task.digest);
      default:
        throw new TypeError('unknown task');
    }
  };

  let turn = Promise.resolve();
  port.on('message', ({ number, task }: { number: number; task: Task }) => {
    const work = async () => {
      try {
        tell({ kind: 'answer', task: number, answer: await answer(task) });
      } catch (error) {
        tell(failure(number, task, error));
      }
    };
    // Fetches overlap, so that one waits for the store while another decodes; the rest share buffers and take turns.
    if (task.kind === 'fetch') work();
    else turn = turn.then(work);
  });
}

function failure(number: number, task: Task, error: unknown): FromWorker {
  const stopped = error instanceof Stopped ? error : unreadable(task, error);
  if (stopped)
    return {
      kind: 'stopped',
      task: number,
      stopped: {
        kind: stopped.kind,
        code: stopped.code,
        message: stopped.message,
      },
    };
  return {
    kind: 'failed',
    task: number,
    message:
      error instanceof Error ? error.stack ?? error.message : String(error),
  };
}

function unreadable(task: Task, error: unknown): Stopped | undefined {
  if (!('path' in task)) return undefined;
  const isGone =
    error instanceof OddFile ||
    (isSystemError(error) && error.code === 'ENOENT');
  if (isGone)
    return refused(
      'datadir-changed',
      `Cannot read ${task.path}: it was removed or replaced meanwhile. A process writes to the datadir, as a node does: stop it cleanly and run the command again.`,
    );
  const refusal = readFailure(task.path, error);
  return refusal instanceof Stopped ? refusal : undefined;
}

if (!isMainThread && parentPort && workerData?.mark === THREAD_MARK) {
  serve(parentPort, workerData).catch(error => {
    throw error;
  });
}
