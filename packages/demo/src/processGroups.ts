import {
  spawn,
  type ChildProcess,
  type SpawnOptions,
} from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { reaperScript } from './reaperScript';

/** How long a group may take to end after SIGTERM. */
const PATIENCE_MS = 5_000;

/**
 * Starts programs, each in a process group of its own, and ends them all with everything that they started themselves.
 *
 * A second process, the reaper, waits for this one's end and ends what is left then, so that a crash or a SIGKILL of
 * this process leaves nothing behind either.
 */
export class ProcessGroups {
  private readonly leaders = new Set<ChildProcess>();
  private readonly reaper = spawn(
    process.execPath,
    ['-e', reaperScript(PATIENCE_MS)],
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );

  private isStopping = false;

  constructor() {
    // The reaper ends early only when it was killed from outside; the demo goes on without it.
    this.reaper.stdin.on('error', () => {});
    this.reaper.unref();
  }

  /**
   * Starts a program as leader of a new group.
   *
   * @throws Error once the groups are being ended: this one would never be ended
   */
  start(
    command: string,
    args: readonly string[],
    options: Omit<SpawnOptions, 'detached'>,
  ): ChildProcess {
    if (this.isStopping) {
      throw new Error(`${command} is not started: everything is being stopped`);
    }
    const leader = spawn(command, args, { ...options, detached: true });
    if (leader.pid !== undefined) {
      this.leaders.add(leader);
      this.reaper.stdin.write(`${leader.pid}\n`);
      leader.once('exit', () => this.forget(leader));
    }
    return leader;
  }

  /** A group without members is forgotten, because the system will reuse its ID. */
  private forget(leader: ChildProcess): void {
    if (this.isStopping || leader.pid === undefined || isAlive(leader.pid)) {
      return;
    }
    this.leaders.delete(leader);
    this.reaper.stdin.write(`-${leader.pid}\n`);
  }

  /** Ends every group: asks first, and after five seconds does not ask any more. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const groups = [...this.leaders].flatMap(({ pid }) => pid ?? []);
    for (const group of groups) signalGroup(group, 'SIGTERM');
    const deadline = Date.now() + PATIENCE_MS;
    while (groups.some(isAlive) && Date.now() < deadline) await sleep(50);
    for (const group of groups) signalGroup(group, 'SIGKILL');
    this.leaders.clear();
    this.reaper.stdin.end('done\n');
    if (this.reaper.exitCode === null) await once(this.reaper, 'exit');
  }
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It is gone already.
  }
}

function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
