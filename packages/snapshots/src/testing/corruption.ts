import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { restore } from '../restore/restore';
import { verifyStore } from '../verify/verifyStore';
import { datadirDigests } from './datadirDigest';

/** Kinds of damage to an object. */
export const damages = ['flipped', 'truncated', 'removed'] as const;
export type Damage = (typeof damages)[number];

/** Results over all objects. */
export interface CorruptionTally {
  tried: number;
  /** Detected by the verification of the store. */
  foundByVerify: number;
  /** Restores that failed with an error. */
  restoreStopped: number;
  /** Restores that were correct: the damaged object was not needed. */
  restoreRight: number;
}

interface Scene {
  /** Folder of the store's network and client. */
  folder: string;
  url: string;
  /** Empty or absent. */
  target: string;
  expected: Record<string, string>;
  /** The snapshot to restore. */
  snapshot: string;
}

const place = { network: 'devnet', client: 'geth' };

/**
 * Damage every object of a store in turn.
 *
 * @throws Error if a restore from a damaged store succeeded with a wrong datadir
 */
export async function corruptEachObject(
  scene: Scene,
  damage: Damage,
  random: () => number,
): Promise<CorruptionTally> {
  const tally = {
    tried: 0,
    foundByVerify: 0,
    restoreStopped: 0,
    restoreRight: 0,
  };
  for (const path of await objects(scene.folder)) {
    const whole = await readFile(path);
    await apply(path, whole, damage, random);
    tally.tried++;
    const verified = await verifyStore({
      store: { url: scene.url },
      ...place,
      snapshots: [scene.snapshot],
      threads: 1,
    });
    if (!verified.ok || verified.problems.length > 0) tally.foundByVerify++;
    await rm(scene.target, { recursive: true, force: true });
    const restored = await restore({
      store: { url: scene.url },
      datadir: scene.target,
      node: place,
      from: scene.snapshot,
      allowUnverified: true,
      threads: 1,
    });
    if (!restored.ok) {
      tally.restoreStopped++;
    } else if (
      isDeepStrictEqual(await datadirDigests(scene.target), scene.expected)
    ) {
      tally.restoreRight++;
    } else {
      throw new Error(
        `${path} was ${damage}, and a restore succeeded with a wrong datadir`,
      );
    }
    await writeFile(path, whole);
  }
  return tally;
}

async function apply(
  path: string,
  whole: Buffer,
  damage: Damage,
  random: () => number,
): Promise<void> {
  const at = Math.floor(random() * whole.length);
  if (damage === 'removed') {
    await rm(path);
  } else if (damage === 'truncated') {
    await writeFile(path, whole.subarray(0, at));
  } else {
    const flipped = Buffer.from(whole);
    const bit = 1 << Math.floor(random() * 8);
    flipped.writeUInt8(flipped.readUInt8(at) ^ bit, at);
    await writeFile(path, flipped);
  }
}

async function objects(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

/** Random numbers from a seed, so that a failure can be repeated (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
