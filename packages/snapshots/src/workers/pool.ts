import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { hangs } from '../store/hanging';
import { cancelled, Stopped, StoppedKind } from '../stopped';
import { Answers, FromWorker, PackWritten, Task } from './tasks';
import { THREAD_MARK, ThreadData } from './worker';

/** Tasks that a thread has at hand, so that it never waits for the next one. */
const AT_HAND = 2;
/** More threads only add memory: each has buffers of about 50 MiB. */
const MOST_THREADS = 4;

/** Room for young objects: V8 takes several times as much before it looks for what is dead, and gains nothing by it here. */
const YOUNG_MIB = 4;
/** Longer than a build takes to write what it has begun. */
const ANSWERS_WITHIN_MS = 12_000;
const ENDS_WITHIN_MS = 5_000;

export const DEFAULT_THREADS = Math.min(
  MOST_THREADS,
  availableParallelism() + 1,
);

interface Waiting {
  thread: number;
  resolve: (answer: never) => void;
  reject: (error: unknown) => void;
}

/** Worker threads, and the tasks that they are at. */
export class Pool {
  private readonly threads: Worker[] = [];
  private readonly loads: number[] = [];
  private readonly waiting = new Map<number, Waiting>();
  private readonly roomSeekers: (() => void)[] = [];
  private failure?: unknown;
  private last = 0;

  /**
   * @param signal - some time after it fires, what threads have not answered fails
   * @param onPack - told of every pack that a thread has written
   */
  constructor(
    count: number,
    data: Omit<ThreadData, 'mark'>,
    private readonly signal?: AbortSignal,
    private readonly onPack: (written: PackWritten) => void = () => {},
  ) {
    const { file, execArgv } = threadEntry();
    for (let n = 0; n < count; n++) {
      const thread = new Worker(file, {
        execArgv,
        workerData: { mark: THREAD_MARK, ...data },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
        // Said explicitly: the thread finds the store's credentials there.
        env: { ...process.env },
      });
      thread.on('message', (message: FromWorker) => this.heard(message));
      thread.on('error', error => this.fail(error));
      // Without this, work that waits for its answer would wait for ever.
      thread.on('exit', code =>
        this.fail(new Error(`a worker thread ended by itself with ${code}`)),
      );
      this.threads.push(thread);
      this.loads.push(0);
    }
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  private readonly onAbort = () => {
    const giveUp = () =>
      this.fail(
        cancelled('Stopped as asked. Run the same command again to continue.'),
      );
    setTimeout(giveUp, ANSWERS_WITHIN_MS).unref();
  };

  /** Hand a task to the thread with the least to do, waiting until one has room. */
  async start<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
  ): Promise<{ answer: Promise<Answers[K]> }> {
    for (;;) {
      if (this.failure) throw this.failure;
      const least = this.loads.indexOf(Math.min(...this.loads));
      if (this.loads[least] < AT_HAND) {
        const answer = this.send<K>(least, task);
        answer.catch(() => {});
        return { answer };
      }
      await new Promise<void>(resolve => this.roomSeekers.push(resolve));
    }
  }

  /** The same task for every thread. */
  async everyThread<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
  ): Promise<void> {
    if (this.failure) throw this.failure;
    await Promise.all(
      this.threads.map((_, thread) => this.send<K>(thread, task)),
    );
  }

  async end(): Promise<void> {
    this.signal?.removeEventListener('abort', this.onAbort);
    const ended = Promise.all(this.threads.map(thread => thread.terminate()));
    const lasting = hangs();
    ended.then(lasting, lasting);
    // A thread that waits for a folder that hangs does not end.
    const moment = pause(ENDS_WITHIN_MS, undefined, { ref: false });
    await Promise.race([ended, moment]);
    this.fail(new Error('the pool has ended'));
  }

  private send<K extends Task['kind']>(
    thread: number,
    task: Extract<Task, { kind: K }>,
  ): Promise<Answers[K]> {
    const number = ++this.last;
    this.loads[thread]++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { thread, resolve, reject });
      this.threads[thread].postMessage({ number, task });
    });
  }

  private heard(message: FromWorker): void {
    if (message.kind === 'pack') {
      this.onPack(message.written);
      return;
    }
    const waiting = this.waiting.get(message.task);
    if (!waiting) return;
    this.waiting.delete(message.task);
    this.loads[waiting.thread]--;
    if (message.kind === 'answer') waiting.resolve(message.answer as never);
    else if (message.kind === 'failed')
      waiting.reject(new Error(message.message));
    else
      waiting.reject(
        new Stopped(
          message.stopped.kind as StoppedKind,
          message.stopped.code,
          message.stopped.message,
        ),
      );
    this.roomSeekers.shift()?.();
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
    this.roomSeekers.splice(0).forEach(wake => wake());
  }
}

/* eslint-disable no-restricted-syntax -- the program is beside this file, wherever that is */
/** The thread's program: beside this one in a bundle or a built package, or its source, run by tsx. */
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
