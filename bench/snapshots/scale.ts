/*
 * How snapshots grow with the datadir: time and memory for ever larger ones, which must both stay in step.
 *   SIZES_GB=25,50,100,200 BENCH_DIR=/tmp/bench tsx bench/snapshots/scale.ts
 * The datadirs are mostly holes with a few bytes in each chunk, so that every chunk is another one and 200 GB need less than
 * 1 GB of disk: indexes, tables and lists are as long as those of a real datadir, only the packs are short.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';
import { CHUNK_BYTES } from '../../packages/snapshot-store/src/format/limits';
import { stopCleanly } from './datadir';
import type { Measured } from './measure';
import { measure } from './measure';
import type { Places } from './tools';
import { tools } from './tools';

const FILE_BYTES = 2 ** 30;

const root = join(__dirname, '../..');
const sizes = (process.env.SIZES_GB ?? '25,50,100,200').split(',').map(Number);

/** @returns its size */
function makeSparse(folder: string, bytes: number): number {
  mkdirSync(join(folder, 'geth/chaindata/ancient/chain'), { recursive: true });
  mkdirSync(join(folder, 'geth/triedb'));
  const files = Math.ceil(bytes / FILE_BYTES);
  for (let n = 0; n < files; n++) change(folder, n, 'first');
  for (const name of [
    'MANIFEST-000001',
    'OPTIONS-000001',
    'ancient/chain/headers.meta',
  ]) {
    writeFileSync(join(folder, 'geth/chaindata', name), 'synthetic\n');
  }
  stopCleanly(folder);
  return files * FILE_BYTES;
}

function change(folder: string, n: number, what: string): void {
  const name = `${String(n).padStart(6, '0')}.sst`;
  const fd = openSync(join(folder, 'geth/chaindata', name), 'w');
  ftruncateSync(fd, FILE_BYTES);
  for (let at = 0; at < FILE_BYTES; at += CHUNK_BYTES) {
    writeSync(fd, `${what} ${n} ${at}`, at);
  }
  closeSync(fd);
}

async function measured(
  gigabytes: number,
  work: string,
): Promise<Record<'first' | 'second' | 'plan', Measured>> {
  const places: Places = {
    source: join(work, 'source'),
    store: join(work, 'store'),
    target: join(work, 'target'),
  };
  const bytes = makeSparse(places.source, gigabytes * 1e9);
  const ours = ensurePresent(tools(join(root, 'packages/snapshots'))[0]);
  const first = await measure(ours.build(places, 1));
  const changed = Math.round((bytes / FILE_BYTES) * 0.05);
  for (let n = 0; n < changed; n++) change(places.source, n, 'second');
  const second = await measure(ours.build(places, 2));
  const plan = await measure(
    ours
      .restore(places, 1)
      .map(({ command: [node = '', program = '', , ...rest] }) => ({
        command: [node, program, 'plan', ...rest],
      })),
  );
  return { first, second, plan };
}

async function main(): Promise<void> {
  execFileSync('node', ['scripts/bundle.mjs'], {
    cwd: join(root, 'packages/snapshots'),
  });
  const cell = ({ seconds, peakMiB }: Measured) =>
    `${seconds.toFixed(1)} s, ${Math.round(peakMiB)} MiB`;
  process.stdout.write(
    '| GB | first build | second build, 5 % changed | plan of a restore |\n| --- | --- | --- | --- |\n',
  );
  for (const gigabytes of sizes) {
    const work = mkdtempSync(
      join(process.env.BENCH_DIR ?? tmpdir(), 'nodeyard-bench-'),
    );
    try {
      const { first, second, plan } = await measured(gigabytes, work);
      process.stdout.write(
        `| ${gigabytes} | ${cell(first)} | ${cell(second)} | ${cell(plan)} |\n`,
      );
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
}

main().catch(error => {
  process.stderr.write(
    `bench-snapshots-scale: ${
      error instanceof Error ? error.message : String(error)
    }\n`,
  );
  process.exitCode = 1;
});
