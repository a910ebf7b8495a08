import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { listSnapshots } from '@nodeyard/snapshot-store';
import { verifyStore } from '../verify/verifyStore';
import { datadirDigests } from './datadirDigest';
import type { ProgramResult, Kill } from './programs';
import { runProgram } from './programs';
import { laterDatadir, smallDatadir, writeDatadir } from './syntheticDatadir';

/** Commands to kill. */
export const killable = ['build', 'restore', 'delta'] as const;
export type Killable = (typeof killable)[number];

export interface KillTally {
  tried: number;
  /** Killed before the command completed. */
  killed: number;
}

const place = { network: 'devnet', client: 'geth' };
const hash = `0x${'11'.repeat(32)}`;

/**
 * Kill a command with SIGKILL at a random time, and check that nothing is lost.
 *
 * After each kill: every listed snapshot is intact; the same command, run again, completes; the result equals the source; and a
 * datadir between two states is marked dirty.
 *
 * @param programs - folder of the bundled commands
 * @param work - empty folder
 * @param onTrial - called after every successful trial
 * @throws Error with the loss and the number of the trial
 */
export async function killAtRandom(
  programs: string,
  work: string,
  what: Killable,
  trials: number,
  random: () => number,
  onTrial: (trial: number) => void = () => {},
): Promise<KillTally> {
  const scene = await prepare(programs, work);
  const whole = await timed(() => scene.start(what));
  const tally = { tried: 0, killed: 0 };
  for (let trial = 0; trial < trials; trial++) {
    await scene.reset(what);
    const afterMs = Math.round(random() * whole * 1.1);
    const ended = await scene.start(what, { afterMs, signal: 'SIGKILL' });
    tally.tried++;
    if (ended.code === null) tally.killed++;
    await scene.check(
      what,
      `${what}, killed after ${afterMs} ms (trial ${trial})`,
    );
    onTrial(trial + 1);
  }
  return tally;
}

async function prepare(programs: string, work: string) {
  const early = join(work, 'early');
  const late = join(work, 'late');
  const store = join(work, 'store');
  const pristine = join(work, 'pristine');
  const target = join(work, 'target');
  const atEarly = join(work, 'at-early');
  await mkdir(work, { recursive: true });
  await writeDatadir(early, smallDatadir());
  await writeDatadir(late, laterDatadir());
  const common = [
    '--store',
    store,
    '--network',
    place.network,
    '--client',
    place.client,
    '--quiet',
  ];
  const build = (datadir: string, block: number, kill?: Kill) =>
    runProgram(
      programs,
      'snapshot-builder',
      [
        'build',
        ...common,
        '--datadir',
        datadir,
        '--client-version',
        '1.17.8',
        '--scheme',
        'path',
        '--block',
        String(block),
        '--block-hash',
        hash,
        '--genesis-hash',
        hash,
      ],
      kill,
    );
  const restore = (kill?: Kill) =>
    runProgram(
      programs,
      'delta-sync',
      [
        'restore',
        ...common,
        '--datadir',
        target,
        '--allow-unverified',
        '--force',
      ],
      kill,
    );
  const expect = {
    early: await datadirDigests(early),
    late: await datadirDigests(late),
  };

  assertDone(await build(early, 1), 'the first build');
  await copyTree(store, pristine);
  assertDone(await restore(), 'the first restore');
  await copyTree(target, atEarly);

  const start = (what: Killable, kill?: Kill) =>
    what === 'build' ? build(late, 2, kill) : restore(kill);
  return {
    start,
    async reset(what: Killable) {
      await copyTree(pristine, store);
      if (what === 'delta') {
        assertDone(await build(late, 2), 'the second build');
        await copyTree(atEarly, target);
      }
      if (what === 'restore') {
        await rm(target, { recursive: true, force: true });
      }
    },
    async check(what: Killable, when: string) {
      await assertStoreComplete(store, when);
      if (what !== 'build') {
        await assertCompleteOrDirty(
          programs,
          target,
          [expect.early, expect.late],
          when,
        );
      }
      assertDone(await start(what), `${when}: the same command again`);
      await assertStoreComplete(store, `${when}, then run again`);
      if (what === 'build') {
        await rm(target, { recursive: true, force: true });
        assertDone(await restore(), `${when}: a restore of the result`);
      }
      const expectedDigests = what === 'restore' ? expect.early : expect.late;
      if (!isDeepStrictEqual(await datadirDigests(target), expectedDigests)) {
        throw new Error(`${when}: the result differs from the source`);
      }
    },
  };
}

async function assertStoreComplete(store: string, when: string): Promise<void> {
  const location = { url: `file://${store}` };
  const listed = await listSnapshots({ store: location, ...place });
  if (
    !listed.ok ||
    listed.snapshots.length === 0 ||
    listed.problems.length > 0
  ) {
    throw new Error(
      `${when}: the store does not list a whole snapshot: ${JSON.stringify(
        listed,
      )}`,
    );
  }
  const verified = await verifyStore({ store: location, ...place, threads: 1 });
  if (!verified.ok || verified.problems.length > 0) {
    throw new Error(
      `${when}: the store is damaged: ${JSON.stringify(verified)}`,
    );
  }
}

/** A datadir that is not dirty equals one of the allowed ones, or is empty. */
async function assertCompleteOrDirty(
  programs: string,
  target: string,
  allowed: Record<string, string>[],
  when: string,
): Promise<void> {
  const { code } = await runProgram(programs, 'delta-sync', [
    'status',
    '--datadir',
    target,
  ]);
  if (code === 3) return;
  const found = await datadirDigests(target).catch(() => ({}));
  if (
    Object.keys(found).length > 0 &&
    !allowed.some(one => isDeepStrictEqual(one, found))
  ) {
    throw new Error(`${when}: the datadir is neither whole nor marked dirty`);
  }
}

function assertDone({ code, stderr }: ProgramResult, what: string): void {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = Date.now();
  await work();
  return Date.now() - started;
}

/** A copy with new inodes, so that the marker does not match and the restore must compare files. */
async function copyTree(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, preserveTimestamps: true });
}
