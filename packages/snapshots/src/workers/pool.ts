import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  cancelled,
  SnapshotError,
  type SnapshotErrorKind,
  trackHung,
} from '@nodeyard/snapshot-store';
import type { TaskResults, WorkerMessage, PackWritten, Task } from './tasks';
import type { ThreadData } from './worker';
import { THREAD_MARK } from './worker';

/** Queued tasks per thread, so that it does not idle between two. */
const MAX_TASKS_PER_THREAD = 2;
/** More threads add memory without throughput: each has buffers of about 50 MiB. */
const MAX_THREADS = 4;

/** V8's default is several times as large, without benefit here. */
const YOUNG_GENERATION_MIB = 4;
/** Longer than `FLUSH_TIMEOUT_MS` of a build. */
const ABORT_GRACE_MS = 12_000;
const TERMINATE_TIMEOUT_MS = 5_000;

export const DEFAULT_THREADS = Math.min(
  MAX_THREADS,
  availableParallelism() + 1,
);

interface Thread {
  worker: Worker;
  /** Number of its unfinished tasks. */
  load: number;
}

interface PendingTask {
  thread: Thread;
  resolve: (answer: never) => void;
  reject: (error: unknown) => void;
}

/** Worker threads with their queued tasks. */
export class Pool {
  private readonly threads: Thread[] = [];
  private readonly pending = new Map<number, PendingTask>();
  private readonly slotWaiters: (() => void)[] = [];
  private failure?: unknown;
  private last = 0;

  /**
   * @param signal - pending tasks fail a grace period after it is aborted
   * @param onPack - called for every stored pack
   */
  constructor(
    count: number,
    data: Omit<ThreadData, 'mark'>,
    private readonly signal?: AbortSignal,
    private readonly onPack: (written: PackWritten) => void = () => {},
  ) {
    const { file, execArgv } = threadEntry();
    for (let n = 0; n < count; n++) {
      const worker = new Worker(file, {
        execArgv,
        workerData: { mark: THREAD_MARK, ...data },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
        // Explicit, because the thread needs the credentials of the store.
        env: { ...process.env },
      });
      worker.on('message', (message: WorkerMessage) => this.onMessage(message));
      worker.on('error', error => this.fail(error));
      // Else pending tasks would never be settled.
      worker.on('exit', code =>
        this.fail(new Error(`a worker thread exited with code ${code}`)),
      );
      this.threads.push({ worker, load: 0 });
    }
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  private readonly onAbort = () => {
    const giveUp = () =>
      this.fail(
        cancelled(
          'Cancelled by a signal. Run the same command again to continue.',
        ),
      );
    setTimeout(giveUp, ABORT_GRACE_MS).unref();
  };

  /** Submit a task to the thread with the fewest tasks, once one has a free slot. */
  async submit<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
  ): Promise<{ result: Promise<TaskResults[K]> }> {
    for (;;) {
      if (this.failure) throw this.failure;
      const [least] = this.threads
        .filter(({ load }) => load < MAX_TASKS_PER_THREAD)
        .sort((a, b) => a.load - b.load);
      if (least) {
        const result = this.send<K>(least, task);
        result.catch(() => {});
        return { result };
      }
      await new Promise<void>(resolve => this.slotWaiters.push(resolve));
    }
  }

  /** Submit a task to every thread. */
  async broadcast<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
  ): Promise<void> {
    if (this.failure) throw this.failure;
    await Promise.all(this.threads.map(thread => this.send<K>(thread, task)));
  }

  async end(): Promise<void> {
    this.signal?.removeEventListener('abort', this.onAbort);
    const ended = Promise.all(
      this.threads.map(({ worker }) => worker.terminate()),
    );
    const lasting = trackHung();
    ended.then(lasting, lasting);
    // A thread that is blocked by an unresponsive folder does not terminate.
    const moment = pause(TERMINATE_TIMEOUT_MS, undefined, { ref: false });
    await Promise.race([ended, moment]);
    this.fail(new Error('the pool has ended'));
  }

  private send<K extends Task['kind']>(
    thread: Thread,
    task: Extract<Task, { kind: K }>,
  ): Promise<TaskResults[K]> {
    const number = ++this.last;
    thread.load++;
    return new Promise((resolve, reject) => {
      this.pending.set(number, { thread, resolve, reject });
      thread.worker.postMessage({ number, task });
    });
  }

  private onMessage(message: WorkerMessage): void {
    if (message.kind === 'pack') {
      this.onPack(message.written);
      return;
    }
    const waiting = this.pending.get(message.task);
    if (!waiting) return;
    this.pending.delete(message.task);
    waiting.thread.load--;
    if (message.kind === 'answer') {
      waiting.resolve(message.answer as never);
    } else if (message.kind === 'failed') {
      waiting.reject(new Error(message.message));
    } else {
      waiting.reject(
        new SnapshotError(
          message.stopped.kind as SnapshotErrorKind,
          message.stopped.code,
          message.stopped.message,
        ),
      );
    }
    this.slotWaiters.shift()?.();
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    for (const { reject } of this.pending.values()) reject(this.failure);
    this.pending.clear();
    this.slotWaiters.splice(0).forEach(wake => wake());
  }
}

/* eslint-disable no-restricted-syntax -- the entry point is next to this file in every kind of build */
/** Entry point of a thread: next to this file in a bundle or a built package, or the source, run by tsx. */
function threadEntry(): { file: string; execArgv?: string[] } {
  for (const name of ['worker.mjs', 'worker.cjs.js']) {
    const file = join(__dirname, name);
    if (existsSync(file)) return { file };
  }
  return {
    file: join(__dirname, 'worker.ts'),
    execArgv: ['--require', require.resolve('tsx/cjs')],
  };
}
