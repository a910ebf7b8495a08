import type { NodeHistory } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ensurePresent } from '../ensurePresent';
import { touches, type Window } from './windows';

const MINUTE = 60_000;

/** What a backend has shown of its nodes' past, to be shown again whatever has happened in between. */
export class Memory {
  /** A sentence for each thing that is gone. */
  readonly lost: string[] = [];
  /** When it was shown last, in milliseconds since the epoch. */
  shownAt = 0;
  private readonly points = new Map<string, Set<number>>();
  private readonly transitions = new Map<string, Set<string>>();
  private readonly snapshots = new Set<string>();

  /** @param history - of the last hour's points and every transition */
  remember(node: string, history: NodeHistory, now: number): void {
    this.shownAt = now;
    const points = history.points.map(({ at }) => Date.parse(at));
    const transitions = history.transitions.map(
      ({ at, state }) => `${at} ${state}`,
    );
    const known = setOf(this.points, node);
    const shown = new Set(points);
    for (const at of known) {
      // A point of a clock that was an hour ahead comes when its time has come.
      if (at > now - 50 * MINUTE && at < now && !shown.has(at)) {
        this.lose(known, at, `${node}: point of ${new Date(at).toISOString()}`);
      }
    }
    points.forEach(at => known.add(at));

    const past = setOf(this.transitions, node);
    for (const transition of past) {
      const at = Date.parse(ensurePresent(transition.split(' ')[0]));
      if (at < now && !transitions.includes(transition)) {
        this.lose(past, transition, `${node}: transition of ${transition}`);
      }
    }
    transitions.forEach(transition => past.add(transition));
  }

  /** @param there - what the store has: what is pruned from it may go */
  rememberSnapshots(shown: readonly string[], there: readonly string[]): void {
    for (const id of this.snapshots) {
      if (there.includes(id) && !shown.includes(id)) {
        this.lose(this.snapshots, id, `snapshot ${id}`);
      }
    }
    shown.forEach(id => this.snapshots.add(id));
  }

  /** How many points, transitions and snapshots are held against what is shown. */
  get size(): number {
    const sets = [...this.points.values(), ...this.transitions.values()];
    return sets.reduce((sum, { size }) => sum + size, this.snapshots.size);
  }

  /** Rounds of polling by the points of one node that always answers. @param from - and `to`: when there were to be rounds */
  rounds(
    node: string,
    { from, to }: Window,
    periodMs: number,
    faults: readonly Window[],
  ): { made: number; missedInFaults: number; missed: number } {
    const times = [...setOf(this.points, node)]
      .filter(at => at >= from && at <= to)
      .sort((a, b) => a - b);
    let [missedInFaults, missed] = [0, 0];
    for (const [i, at] of [...times, to].entries()) {
      const before = i === 0 ? from : ensurePresent(times[i - 1]);
      const gone = Math.max(0, Math.round((at - before) / periodMs) - 1);
      if (touches(faults, before, at)) missedInFaults += gone;
      else missed += gone;
    }
    return { made: times.length, missedInFaults, missed };
  }

  private lose<T>(from: Set<T>, what: T, words: string): void {
    from.delete(what);
    this.lost.push(words);
  }
}

function setOf<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const found = map.get(key) ?? new Set<T>();
  map.set(key, found);
  return found;
}
