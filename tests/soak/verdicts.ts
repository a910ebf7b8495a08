import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Truth } from './fleet';

/**
 * The 8 s that a fresh head may be old; a period and a half of 15 s until the first bad sample, two periods until hysteresis has nearly had
 * its three, a period and a half for which that is believed when no further round comes, and two timeouts of 5 s.
 */
export const READY_GRACE_MS = 93_000;
/** Two minutes and a fifth until a node that was away is looked at again, a period, and a round that is slow. */
export const RETURN_GRACE_MS = 200_000;

/** A verdict that is not true. */
export interface Wrong {
  kind: 'false ready' | 'false unreachable' | 'usable, not shown as ready';
  node: string;
  at: number;
  words: string;
}

/** Holds what a backend says against what is true. */
export class Verdicts {
  comparisons = 0;
  checked = 0;
  /** One for each node and kind until the node is judged rightly again. */
  readonly wrong: Wrong[] = [];
  private readonly open = new Set<string>();

  /**
   * @param excused - true while what is done to the backend itself keeps it from looking; never an excuse for "ready", nor
   * for "unreachable"
   */
  compare(
    nodes: readonly EthereumNode[],
    truths: ReadonlyMap<string, Truth>,
    { now, excused }: { now: number; excused: boolean },
  ): void {
    this.comparisons += 1;
    for (const node of nodes) {
      const truth = truths.get(node.id);
      if (!truth) continue;
      this.checked += 1;
      const kind = wrongKind(node, truth, now, excused);
      for (const other of [
        'false ready',
        'false unreachable',
        'usable, not shown as ready',
      ] as const) {
        const key = `${other} ${node.id}`;
        if (other !== kind) {
          this.open.delete(key);
        } else if (!this.open.has(key)) {
          this.open.add(key);
          this.wrong.push({
            kind,
            node: node.id,
            at: now,
            words: `${node.state}: ${node.summary}`,
          });
        }
      }
    }
  }

  count(kind: Wrong['kind']): number {
    return this.wrong.filter(wrong => wrong.kind === kind).length;
  }
}

function wrongKind(
  node: EthereumNode,
  { usable, since }: Truth,
  now: number,
  excused: boolean,
): Wrong['kind'] | undefined {
  const age = now - since;
  if (!usable) {
    return node.ready && age > READY_GRACE_MS ? 'false ready' : undefined;
  }
  if (node.ready || age <= RETURN_GRACE_MS) return undefined;
  if (node.state === 'UNREACHABLE') return 'false unreachable';
  return excused ? undefined : 'usable, not shown as ready';
}
