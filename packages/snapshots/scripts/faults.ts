/*
 * The fault tests in full: `make test-faults`. Needs about 2 GB in TMPDIR; the full disk needs root (tmpfs).
 *   KILLS=200 tsx packages/snapshots/scripts/faults.ts
 *   ONLY=build, restore or delta: only the kills of that command
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../src/builder/build';
import { restore } from '../src/restore/restore';
import { datadirStatus } from '../src/restore/status';
import { corruptEachObject, damages, seeded } from '../src/testing/corruption';
import { datadirDigests } from '../src/testing/datadirDigest';
import { killable, killAtRandom } from '../src/testing/kills';
import { bundlePrograms } from '../src/testing/programs';
import {
  laterDatadir,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../src/testing/syntheticDatadir';

const kills = Number(process.env.KILLS ?? 200);
const seed = Number(process.env.SEED ?? 1);
const only = process.env.ONLY;
const place = { network: 'devnet', client: 'geth' };
const work = mkdtempSync(join(tmpdir(), 'nodeyard-faults-'));
const say = (text: string) => process.stdout.write(`${text}\n`);

async function killEverything(): Promise<void> {
  const programs = join(work, 'programs');
  await bundlePrograms(programs);
  for (const [n, what] of killable.entries()) {
    if (only && only !== what) continue;
    const trials =
      Math.floor(kills / killable.length) +
      (n < kills % killable.length ? 1 : 0);
    const { tried, killed } = await killAtRandom(
      programs,
      join(work, what),
      what,
      trials,
      seeded(seed + n),
      trial => process.stderr.write(`\r${what}: ${trial} of ${trials} `),
    );
    say(
      `${what}: ${tried} kills -9 (${killed} before its end): the store stayed whole, a re-run finished, the result equals the source`,
    );
  }
}

async function damageEverything(): Promise<void> {
  const source = join(work, 'source');
  const folder = join(work, 'damaged');
  const url = `file://${folder}`;
  await writeDatadir(source, smallDatadir());
  unwrap(
    await build({
      store: { url },
      datadir: source,
      facts: testFacts(1),
      tool: 'faults',
      threads: 2,
    }),
  );
  await writeDatadir(source, laterDatadir());
  const { snapshot } = unwrap(
    await build({
      store: { url },
      datadir: source,
      facts: testFacts(2),
      tool: 'faults',
      threads: 2,
    }),
  );
  const scene = {
    folder: join(folder, 'devnet/geth'),
    url,
    target: join(work, 'target'),
    expected: await datadirDigests(source),
    snapshot: snapshot ?? '',
  };
  for (const damage of damages) {
    const { tried, foundByVerify, restoreStopped, restoreRight } =
      await corruptEachObject(scene, damage, seeded(seed));
    say(
      `${damage}: ${tried} objects in turn; verify found ${foundByVerify}, restore stopped at ${restoreStopped} and was right in ${restoreRight} that it did not need; never wrong`,
    );
  }
}

/** A file system of 24 MiB, for a store or a datadir of more. */
async function fillDisk(): Promise<void> {
  const small = join(work, 'small');
  mkdirSync(small);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', small], {
      stdio: 'pipe',
    });
  } catch {
    say('full disk: not tried, mounting a tmpfs needs root');
    return;
  }
  try {
    const source = join(work, 'full-source');
    await writeDatadir(source, smallDatadir());
    const full = await build({
      store: { url: `file://${small}/store` },
      datadir: source,
      facts: testFacts(),
      tool: 'faults',
      threads: 2,
    });
    expect('a build into a full disk', full, 'store-unavailable');
    rmSync(join(small, 'store'), { recursive: true });
    const url = `file://${work}/roomy`;
    unwrap(
      await build({
        store: { url },
        datadir: source,
        facts: testFacts(),
        tool: 'faults',
        threads: 2,
      }),
    );
    const options = {
      store: { url },
      datadir: join(small, 'node'),
      node: place,
      allowUnverified: true,
      threads: 2,
    };
    expect(
      'a restore into too small a disk',
      await restore(options),
      'no-room',
    );
    await fillWhileRestoring(options, small);
  } finally {
    execFileSync('umount', [small]);
  }
}

/** Room that is there at the check and gone a moment later. */
async function fillWhileRestoring(
  options: Parameters<typeof restore>[0],
  small: string,
): Promise<void> {
  execFileSync('mount', ['-o', 'remount,size=120m', small]);
  let shrunk = false;
  const onProgress = () => {
    if (shrunk) return;
    shrunk = true;
    execFileSync('mount', ['-o', 'remount,size=9m', small]);
  };
  expect(
    'a disk that fills up during a restore',
    await restore({ ...options, onProgress }),
    'datadir-unwritable',
  );
  const { state } = await datadirStatus(options.datadir);
  if (state !== 'dirty') throw new Error(`the datadir is ${state}, not dirty`);
  execFileSync('mount', ['-o', 'remount,size=120m', small]);
  unwrap(await restore(options));
  say('and with room again, the same restore finished');
}

function expect(
  what: string,
  outcome: { ok: boolean; code?: string },
  code: string,
): void {
  if (outcome.ok || outcome.code !== code) {
    throw new Error(
      `${what}: expected ${code}, got ${JSON.stringify(outcome)}`,
    );
  }
  say(`${what}: ${code}`);
}

function unwrap<T extends object>(
  outcome: ({ ok: true } & T) | { ok: false; message: string },
): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome;
}

async function main(): Promise<void> {
  const started = Date.now();
  if (!only) {
    await damageEverything();
    await fillDisk();
  }
  await killEverything();
  say(`done in ${Math.round((Date.now() - started) / 1000)} s (seed ${seed})`);
}

main()
  .catch(error => {
    process.stderr.write(
      `faults (seed ${seed}): ${
        error instanceof Error ? error.stack : String(error)
      }\n`,
    );
    process.exitCode = 1;
  })
  .finally(() => rmSync(work, { recursive: true, force: true }));
