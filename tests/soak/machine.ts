import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from './backend';
import { setClock } from './clocks';
import type { Cluster } from './cluster';
import type { Disk } from './disk';
import type { Fault, Target } from './faults';
import type { Kept } from './kept';
import type { Pair } from './pair';
import type { Postgres } from './postgres';

/** All that faults are done to. */
export interface Machine {
  backends: readonly Backend[];
  pair: Pair;
  postgres: Postgres;
  cluster: Cluster;
  disks: Partial<Record<Target, Disk>>;
  clocksJump: boolean;
}

/** Injects a fault and reverts it. @returns what was not possible, as a sentence */
export async function inflict(
  { kind, target, seconds }: Fault,
  machine: Machine,
  signal: AbortSignal,
): Promise<string | undefined> {
  let end: Promise<void> | undefined;
  const over = () =>
    (end ??= sleep(seconds * 1000, undefined, { signal }).catch(() => {}));
  const { cluster, postgres } = machine;
  const kept = keptOf(target, machine);
  switch (kind) {
    case 'API server away':
      cluster.leave();
      await over();
      await cluster.comeBack();
      return undefined;
    case 'kill':
      await kept?.kill('SIGKILL', over());
      await over();
      return undefined;
    case 'freeze':
      kept?.signal('SIGSTOP');
      await over();
      kept?.signal('SIGCONT');
      return undefined;
    case 'clock an hour back':
    case 'clock an hour ahead': {
      if (!machine.clocksJump) return 'there is no libfaketime';
      const file = clockOf(target, machine);
      await setClock(file, kind.endsWith('back') ? '-1h' : '+1h');
      await over();
      await setClock(file);
      return undefined;
    }
    case 'restart the database':
      await postgres.server.kill('SIGINT');
      return undefined;
    case 'crash the database':
      await postgres.server.kill('SIGQUIT');
      return undefined;
    case 'stop the database':
      await postgres.server.kill('SIGINT', over());
      await over();
      return undefined;
    case 'fill the disk': {
      const disk = machine.disks[target];
      if (!disk) return 'no file system could be mounted: it takes root';
      await disk.fill();
      await over();
      await disk.empty();
      return undefined;
    }
    default:
      return kind satisfies never;
  }
}

/** Every program that is kept, by its name. */
export function everyKept({ backends, pair, postgres }: Machine): Kept[] {
  return [
    ...backends.map(({ process }) => process),
    ...[pair.geth, pair.sidecar, pair.gateway, postgres.server],
  ];
}

function keptOf(target: Target, machine: Machine): Kept | undefined {
  return everyKept(machine).find(({ name }) => name === target);
}

function clockOf(target: Target, { backends, pair }: Machine): string {
  return (
    backends.find(({ name }) => name === target)?.clockFile ?? pair.sidecarClock
  );
}
