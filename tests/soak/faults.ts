import { oneOf, randomOf } from './random';

/** What may be done, and to what. The kills come first, so that each process has one long life after them. */
const kills = {
  kill: ['backend-sqlite', 'sidecar', 'gateway', 'geth', 'backend-postgres'],
} as const;
const others = {
  freeze: ['backend-sqlite', 'backend-postgres', 'sidecar', 'gateway', 'geth'],
  kill: ['geth'],
  'clock an hour back': ['backend-sqlite', 'backend-postgres', 'sidecar'],
  'clock an hour ahead': ['backend-postgres', 'sidecar'],
  'restart the database': ['backend-postgres'],
  'crash the database': ['backend-postgres'],
  'stop the database': ['backend-postgres'],
  'fill the disk': ['backend-sqlite', 'backend-postgres'],
} as const;

export type Kind = keyof typeof kills | keyof typeof others | 'API server away';
export type Target = (typeof kills)['kill'][number] | 'cluster';

/** One fault of the schedule. Seconds run from the beginning of the schedule. */
export interface Fault {
  kind: Kind;
  target: Target;
  at: number;
  seconds: number;
}

const kindsOf = (table: Partial<Record<Kind, readonly Target[]>>) =>
  Object.entries(table).flatMap(([kind, targets]) =>
    targets.map(target => ({ kind: kind as Kind, target })),
  );

/**
 * One fault after the other, each with as much calm behind it as it lasts, and beside them an API server that is away for ten
 * minutes (or a sixth of a shorter run). The last tenth is calm: whatever is to recover has the time to.
 */
export function schedule(seed: number, minutes: number): Fault[] {
  const random = randomOf(seed);
  const total = minutes * 60;
  const slot = Math.min(150, Math.max(30, total / 24));
  const faults: Fault[] = [];
  const killing = kindsOf(kills);
  let bag: Array<{ kind: Kind; target: Target }> = [];
  for (let at = slot / 3; at + slot < total * 0.9; at += slot) {
    const isEarly = at < total / 4;
    const next = (isEarly && killing.shift()) || undefined;
    if (bag.length === 0) bag = kindsOf(others);
    const chosen = next ?? oneOf(bag, random);
    bag = bag.filter(fault => fault !== chosen);
    const seconds = Math.round(slot * (0.2 + 0.3 * random()));
    faults.push({ ...chosen, at: Math.round(at), seconds });
  }
  faults.push({
    kind: 'API server away',
    target: 'cluster',
    at: Math.round(total * 0.45),
    seconds: Math.round(Math.min(600, total / 6)),
  });
  return faults.sort((a, b) => a.at - b.at);
}
