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

  constructor() {
    // The reaper is gone only when somebody killed it; the demo goes on without it.
    this.reaper.stdin.on('error', () => {});
    this.reaper.unref();
  }

  /** Starts a program as leader of a new group. */
  start(
    command: string,
    args: readonly string[],
    options: Omit<SpawnOptions, 'detached'>,
  ): ChildProcess {
    const leader = spawn(command, args, { ...options, detached: true });
    if (leader.pid !== undefined) {
      this.leaders.add(leader);
      this.reaper.stdin.write(`${leader.pid}\n`);
    }
    return leader;
  }

  /** Ends every group: asks first, and after five seconds does not ask any more. */
  async stop(): Promise<void> {
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
