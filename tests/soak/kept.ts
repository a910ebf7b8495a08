import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessGroups } from '../../packages/demo/src';

const RESTART_MS = 2_000;
const READY_MS = 180_000;

/** How a program is started. */
export interface Command {
  file: string;
  args: readonly string[];
  cwd?: string;
  environment?: Record<string, string>;
}

/** One process of a program, from its start to its end. Times are milliseconds since the epoch. */
export interface Life {
  pid: number;
  from: number;
  to?: number;
  /** True when a fault ended it; false when it ended by itself. */
  killed?: boolean;
}

/** A program that is started again whenever it ends, as Kubernetes would. */
export class Kept {
  readonly lives: Life[] = [];
  private child?: ChildProcess;
  private killing = false;
  private over = false;
  private held?: Promise<void>;

  constructor(
    readonly name: string,
    private readonly how: {
      groups: ProcessGroups;
      /** Folder of its log. */
      results: string;
      command: Command;
      ready(): Promise<boolean>;
    },
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws Error when it does not come up in three minutes */
  async start(): Promise<void> {
    this.spawn();
    await this.untilReady();
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (!(await this.isReady())) {
      if (this.over || Date.now() > deadline) {
        throw new Error(
          `${this.name} is not ready after ${READY_MS / 1000} s: see ${
            this.log
          }`,
        );
      }
      await sleep(500);
    }
  }

  isReady(): Promise<boolean> {
    return this.how.ready().catch(() => false);
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /**
   * Ends the process.
   *
   * @param until - it is started again when this is over
   */
  async kill(
    signal: NodeJS.Signals = 'SIGKILL',
    until: Promise<void> = Promise.resolve(),
  ): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.killing = true;
    this.held = until;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** It is not started again from now on; the owner of the process groups ends it. */
  letGo(): void {
    this.over = true;
  }

  private get log(): string {
    return join(this.how.results, `${this.name}.log`);
  }

  private spawn(): void {
    const { file, args, cwd, environment } = this.how.command;
    const child = this.how.groups.start(file, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(this.log, { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    this.child = child;
    const life: Life = { pid: child.pid ?? 0, from: Date.now() };
    this.lives.push(life);
    // Its output may outlive it.
    child.once('close', () => log.end());
    child.once('exit', async (code, signal) => {
      life.to = Date.now();
      life.killed = this.killing;
      log.write(`\n--- ended: ${signal ?? `exit code ${code}`}\n`);
      this.killing = false;
      await Promise.all([this.held, sleep(RESTART_MS)]);
      if (!this.over) this.spawn();
    });
  }
}
