import type { MessagePort } from 'node:worker_threads';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { toReadError } from '../datadir/fsErrors';
import {
  isSystemError,
  openStore,
  refused,
  SnapshotError,
  type StoreLocation,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';
import type { ExternalFolders } from '../files/externalFolders';
import { Tree } from '../files/tree';
import { blockBuffers } from './blocks';
import { checkPack } from './checkPack';
import { RangeFetcher } from './rangeFetcher';
import { KnownChunks } from './knownChunks';
import { PackWriter } from './packWriter';
import { scanSegment } from './scanSegment';
import { storeSegment } from './storeSegment';
import type { TaskResults, WorkerMessage, Task } from './tasks';

/** Distinguishes these threads from others of the process. Its import also includes this file in a build of the package. */
export const THREAD_MARK = 'nodeyard-snapshots';

/** Data of a new thread. */
export interface ThreadData {
  mark: typeof THREAD_MARK;
  location: StoreLocation;
  network: string;
  client: string;
  /** The datadir, or the working directory of a restore; undefined for tasks on the store only. */
  root?: string;
  external?: ExternalFolders;
  /** Next number of a pack, shared. */
  packCounter: SharedArrayBuffer;
  knownChunks: SharedArrayBuffer;
}

async function runWorker(port: MessagePort, data: ThreadData): Promise<void> {
  const post = (message: WorkerMessage, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  const store = await openStore(data.location, data.network, data.client);
  const tree = new Tree(data.root ?? '', data.external);
  const thread = {
    tree,
    known: new KnownChunks(data.knownChunks),
    packs: new PackWriter(store, new Int32Array(data.packCounter), written =>
      post({ kind: 'pack', written }),
    ),
    buffers: blockBuffers(),
    remembered: new Map(),
  };
  const fetcher = new RangeFetcher(store, tree);

  const runTask = async (
    task: Task,
  ): Promise<TaskResults[keyof TaskResults]> => {
    switch (task.kind) {
      case 'store':
        return storeSegment(task, thread);
      case 'flush':
        await thread.packs.flush();
        await fetcher.close();
        await tree.close();
        return {};
      case 'scan':
        return scanSegment(task, tree, thread.buffers);
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
        post({ kind: 'answer', task: number, answer: await runTask(task) });
      } catch (error) {
        post(failure(number, task, error));
      }
    };
    // Fetches overlap, so that one waits for the store while another decodes; other tasks share buffers and run in sequence.
    if (task.kind === 'fetch') work();
    else turn = turn.then(work);
  });
}

function failure(number: number, task: Task, error: unknown): WorkerMessage {
  const stopped =
    error instanceof SnapshotError ? error : toReadRefusal(task, error);
  if (stopped) {
    return {
      kind: 'stopped',
      task: number,
      stopped: {
        kind: stopped.kind,
        code: stopped.code,
        message: stopped.message,
      },
    };
  }
  return {
    kind: 'failed',
    task: number,
    message:
      error instanceof Error ? error.stack ?? error.message : String(error),
  };
}

function toReadRefusal(task: Task, error: unknown): SnapshotError | undefined {
  if (!('path' in task)) return undefined;
  const isGone =
    error instanceof UnexpectedFileError ||
    (isSystemError(error) && error.code === 'ENOENT');
  if (isGone) {
    return refused(
      'datadir-changed',
      `Cannot read ${task.path}: it was removed or replaced meanwhile. A process writes to the datadir, as a node does: stop it cleanly and run the command again.`,
    );
  }
  const refusal = toReadError(task.path, error);
  return refusal instanceof SnapshotError ? refusal : undefined;
}

if (!isMainThread && parentPort && workerData?.mark === THREAD_MARK) {
  runWorker(parentPort, workerData).catch(error => {
    throw error;
  });
}
