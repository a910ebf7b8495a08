import { loadavg } from 'node:os';
import { listSnapshots } from '@nodeyard/snapshots';
import { ensurePresent } from '../ensurePresent';
import type { Backend } from './backend';
import type { Truth } from './fleet';
import { everyKept, type Machine } from './machine';
import { measure, type Measure } from './measures';
import { Memory } from './memory';
import { Verdicts } from './verdicts';
import { touches, type Window } from './windows';

/** How long a backend may need to be itself again after a fault: a lock of its scheduler is held for 60 s, and looked for every minute. */
export const SETTLE_MS = 150_000;
/** The sidecar looks every 5 s, for 3 s at most. The gateway's check takes two failures, 3 s apart. */
const PAIR_GRACE_MS = 20_000;

/** A fault that was, as what is done and to whom. */
export interface Done extends Window {
  kind: string;
  target: string;
  skipped?: string;
}

/** Looks at everything, and keeps what it sees. */
export class Watch {
  readonly verdicts = new Map<string, Verdicts>();
  readonly memories = new Map<string, Memory>();
  readonly measures = new Map<string, Measure[]>();
  readonly faults: Done[] = [];
  /** Of the machine, each minute: with more work than processors, everyone is late. */
  readonly loads: number[] = [];
  /** A sentence for each wrong answer of sidecar and gateway. */
  readonly wrongOfPair: string[] = [];
  private gethUsable: Truth = { usable: true, since: Date.now() };

  constructor(
    private readonly machine: Machine,
    private readonly truths: () => ReadonlyMap<string, Truth>,
    private readonly remembered: {
      nodes: readonly string[];
      snapshotsOf: string;
      store: { url: string };
    },
  ) {
    for (const { name } of machine.backends) {
      this.verdicts.set(name, new Verdicts());
      this.memories.set(name, new Memory());
    }
  }

  /** Faults that were done to one, with the time that it may need afterwards. */
  windowsOf(target: string): Window[] {
    const own = (done: Done) =>
      done.target === target && done.skipped === undefined;
    return this.faults
      .filter(own)
      .map(({ from, to }) => ({ from, to: to + SETTLE_MS }));
  }

  /** Verdicts of everyone, every few seconds. */
  async compareAll(): Promise<void> {
    await Promise.all([
      ...this.machine.backends.map(backend => this.lookAt(backend)),
      this.lookAtPair(),
    ]);
  }

  private async lookAt(backend: Backend): Promise<void> {
    const nodes = await backend.nodes();
    const now = Date.now();
    const excused = touches(this.windowsOf(backend.name), now);
    if (nodes) {
      this.verdicts
        .get(backend.name)
        ?.compare(nodes, this.truths(), { now, excused });
    }
  }

  private async lookAtPair(): Promise<void> {
    const { pair } = this.machine;
    const [ready, served, geth] = await Promise.all([
      pair.isReady(),
      pair.isServed(),
      pair.geth.isReady(),
    ]);
    const now = Date.now();
    if (geth !== this.gethUsable.usable) {
      this.gethUsable = { usable: geth, since: now };
    }
    const { usable, since } = this.gethUsable;
    if (now - since < PAIR_GRACE_MS) return;
    const excused = (name: string) =>
      touches(this.windowsOf(name), now) ||
      touches(this.windowsOf('geth'), now);
    const note = (words: string) =>
      this.wrongOfPair.push(`${new Date(now).toISOString()} ${words}`);
    if (ready && !usable) note('sidecar: false ready');
    if (ready === false && usable && !excused('sidecar')) {
      note('sidecar: not ready before a geth that is usable');
    }
    if (served !== usable && usable && !excused('gateway')) {
      note('gateway: no answer from a geth that is usable');
    }
  }

  /** Memory and handles, and what is to be remembered, every minute. */
  async measure(): Promise<void> {
    const { machine } = this;
    this.loads.push(ensurePresent(loadavg()[0]));
    const heapFiles = new Map([
      ...machine.backends.map(
        ({ name, heapFile }) => [name, heapFile] as const,
      ),
      ['sidecar', machine.pair.sidecarHeap] as const,
    ]);
    for (const { name, pid } of everyKept(machine)) {
      const now = await measure(pid, heapFiles.get(name));
      if (now) {
        this.measures.set(name, [...(this.measures.get(name) ?? []), now]);
      }
    }
    await Promise.all(machine.backends.map(backend => this.remember(backend)));
  }

  private async remember(backend: Backend): Promise<void> {
    const { name } = backend;
    const memory = this.memories.get(name);
    // With another clock it is asked about another hour.
    const offTime = this.faults.some(
      ({ target, kind, to }) =>
        target === name && kind.startsWith('clock') && to > Date.now() - 3_000,
    );
    if (!memory || offTime) return;
    for (const node of this.remembered.nodes) {
      const [points, transitions] = [
        await backend.history(node, 1),
        await backend.history(node, 24),
      ];
      if (points && transitions) {
        memory.remember(
          node,
          { points: points.points, transitions: transitions.transitions },
          Date.now(),
        );
      }
    }
    const { snapshotsOf, store } = this.remembered;
    const place = { network: 'devnet', client: 'geth' };
    const listed = await listSnapshots({ store, ...place });
    const shown = await backend.snapshotIds(snapshotsOf);
    if (listed.ok && shown) {
      memory.rememberSnapshots(
        shown,
        listed.snapshots.map(({ id }) => id),
      );
    }
  }
}
