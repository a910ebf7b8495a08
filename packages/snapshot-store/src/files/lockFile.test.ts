/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../tests/ensurePresent';
import { acquireLockFile, type LockFiles } from './lockFile';

const LOCK = 'lock';
const PROCESSES = 4;

/** Deterministic numbers from 0 to `limit` - 1 (xorshift32). */
function numbersFrom(seed: number) {
  let state = seed;
  return (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/**
 * Processes that acquire a lock whose holder has ended. Their file operations are executed one at a time, in an order that
 * depends on the seed; the operations of those that are killed are never executed again.
 */
async function race(seed: number, killed: number) {
  const next = numbersFrom(seed);
  const files = new Map([[LOCK, 'ended']]);
  const dead = new Set(['ended']);
  const waiting: { process: string; execute: () => void }[] = [];
  const held: string[] = [];

  const filesOf = (process: string): LockFiles => {
    const inTurn = <T>(operation: () => T) =>
      new Promise<T>(resolve => {
        waiting.push({ process, execute: () => resolve(operation()) });
      });
    return {
      link: (from, to) =>
        inTurn(() => {
          if (files.has(to)) return false;
          files.set(to, from);
          return true;
        }),
      identify: path => inTurn(() => files.get(path)),
      isStale: path => inTurn(() => dead.has(files.get(path) ?? 'ended')),
      rename: (from, to) =>
        inTurn(() => {
          files.set(to, ensurePresent(files.get(from)));
          files.delete(from);
        }),
      remove: path => inTurn(() => void files.delete(path)),
    };
  };
  const names = Array.from({ length: PROCESSES }, (_, nth) => `process ${nth}`);
  const outcomes = names.map(async process => {
    const isHeld = await acquireLockFile(filesOf(process), process, LOCK);
    if (isHeld) held.push(process);
  });
  for (let step = 0; ; step += 1) {
    await new Promise(setImmediate);
    if (step > 2 && dead.size <= killed) {
      dead.add(ensurePresent(names[dead.size - 1]));
    }
    const able = waiting.filter(({ process }) => !dead.has(process));
    if (able.length === 0) break;
    const chosen = ensurePresent(able[next(able.length)]);
    waiting.splice(waiting.indexOf(chosen), 1);
    chosen.execute();
  }
  if (killed === 0) await Promise.all(outcomes);
  return { held, holder: files.get(LOCK), names: [...files.keys()] };
}

describe('a lock file whose process has ended', () => {
  const seeds = Array.from({ length: 150 }, (_, nth) => 7_919 * (nth + 1));

  it('is replaced by exactly one of the processes that find it', async () => {
    for (const seed of seeds) {
      const { held, holder, names } = await race(seed, 0);
      expect(held).toHaveLength(1);
      expect(holder).toBe(held[0]);
      expect(names).toEqual([LOCK]);
    }
  });

  it('has at most one running holder when processes are killed meanwhile', async () => {
    for (const seed of seeds) {
      const { held } = await race(seed, 2);
      const alive = held.filter(name => !/ [01]$/.test(name));
      expect(alive.length).toBeLessThanOrEqual(1);
    }
  });
});
