/*
 * Compare snapshots with what operators use today, on a synthetic datadir.
 *   SIZE_GB=4 ROUNDS=3 BENCH_DIR=/tmp/bench tsx bench/snapshots/run.ts
 *   STORE=s3: into a bucket of a real S3 server on this machine, beside restic, the one that can do that as well
 * In each round every tool has its turn: first build and restore, a day of the node, second build and restore.
 * BENCH_DIR needs three and a half times SIZE_GB. The result is printed and written to bench/results/snapshots.json,
 * which says how busy the machine was.
 */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { makeDatadir, runOn, sizeOf } from './datadir';
import { startS3Server } from '../../packages/snapshots/src/testing/s3Server';
import { coldCache, measure } from './measure';
import type { Results, Step } from './table';
import { table, targetLine, targets } from './table';
import type { Places, Tool } from './tools';
import { tools } from './tools';

const root = join(__dirname, '../..');
const sizeGb = Number(process.env.SIZE_GB ?? 4);
const rounds = Number(process.env.ROUNDS ?? 3);
const work = mkdtempSync(
  join(process.env.BENCH_DIR ?? tmpdir(), 'nodeyard-bench-'),
);
const toBucket = process.env.STORE === 's3';
const places: Places = {
  source: join(work, 'source'),
  store: join(work, 'store'),
  target: join(work, 'target'),
};
const loadBefore = loadavg()[0];
const results: Results = {};
const storeMiB: Record<string, number[]> = {};

const installed = tools(join(root, 'packages/snapshots'), toBucket).filter(
  ({ name, version }) => {
    if (version === undefined) {
      process.stderr.write(`${name} is not installed: left out\n`);
    }
    return version !== undefined;
  },
);

async function step(
  name: Step,
  tool: Tool,
  nth: number,
  round: number,
): Promise<void> {
  const lines = name.endsWith('build')
    ? tool.build(places, nth)
    : tool.restore(places, nth);
  const { seconds, peakMiB } = await measure(lines);
  const kept = ((results[tool.name] ??= {})[name] ??= {
    seconds: [],
    peakMiB: 0,
  });
  kept.seconds.push(seconds);
  kept.peakMiB = Math.max(kept.peakMiB, peakMiB);
  if (name.endsWith('build')) {
    (storeMiB[tool.name] ??= []).push(
      Math.round(sizeOf(places.store).bytes / 2 ** 20),
    );
  }
  process.stderr.write(
    `round ${round}, ${name}, ${tool.name}: ${seconds.toFixed(
      1,
    )} s, ${Math.round(peakMiB)} MiB\n`,
  );
}

/** One tool's turn in a round; what it leaves is deleted, so that the disk need not hold all tools at once. */
async function turn(tool: Tool, round: number): Promise<void> {
  mkdirSync(places.store);
  mkdirSync(places.target);
  const server = toBucket ? await startS3Server(places.store) : undefined;
  places.bucket = server;
  try {
    await steps(tool, round);
  } finally {
    await server?.stop();
  }
  for (const folder of [places.store, `${places.store}-cache`, places.target]) {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function steps(tool: Tool, round: number): Promise<void> {
  await step('first build', tool, 1, round);
  await step('first restore', tool, 1, round);
  if (!tool.whole) {
    runOn(places.source, `${round} ${tool.name}`);
    await step('second build', tool, 2, round);
    await step('delta restore', tool, 2, round);
  }
  if (tool.name === 'ours' && round === 1) assertEqual();
}

async function main(): Promise<void> {
  const { bavail, bsize } = statfsSync(work);
  const needed = sizeGb * 1e9 * 3.5;
  if (bavail * bsize < needed) {
    throw new Error(
      `${work} has too little room: ${(needed / 1e9).toFixed(
        0,
      )} GB are needed. Set BENCH_DIR to another disk, or SIZE_GB lower.`,
    );
  }
  execFileSync('node', ['scripts/bundle.mjs'], {
    cwd: join(root, 'packages/snapshots'),
  });
  process.stderr.write(`making ${sizeGb} GB in ${places.source}\n`);
  const size = makeDatadir(places.source, sizeGb * 1e9);
  for (let round = 1; round <= rounds; round++) {
    for (const tool of installed) await turn(tool, round);
  }
  const reached = targets(results).filter(({ ratio }) => ratio !== null);
  process.stdout.write(
    `\n${size.files} files, ${(size.bytes / 1e9).toFixed(
      1,
    )} GB, ${rounds} rounds, cache ${
      coldCache() ? 'cold' : 'warm (not root)'
    }\n\n`,
  );
  process.stdout.write(
    `${table(results)}\n\n${reached.map(targetLine).join('\n')}\n`,
  );
  keep({ size, reached });
}

/** A benchmark of a copy that is wrong says nothing. */
function assertEqual(): void {
  execFileSync(
    'diff',
    ['-rq', '-x', '.nodeyard', places.source, places.target],
    { stdio: 'inherit' },
  );
}

function keep(more: object): void {
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    // Others at work on the machine make us, who use every core, look worse than cp.
    loadBefore,
    loadAfter: loadavg()[0],
  };
  const versions = Object.fromEntries(
    installed.map(({ name, version }) => [name, version]),
  );
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  const result = {
    measuredAt: new Date().toISOString().slice(0, 10),
    machine,
    versions,
    rounds,
    ...more,
    results,
    storeMiB,
  };
  writeFileSync(
    join(root, `bench/results/snapshots${toBucket ? '-s3' : ''}.json`),
    `${JSON.stringify(result, null, 2)}\n`,
  );
}

main()
  .catch(error => {
    process.stderr.write(
      `bench-snapshots: ${
        error instanceof Error ? error.message : String(error)
      }\n`,
    );
    process.exitCode = 1;
  })
  .finally(() => rmSync(work, { recursive: true, force: true }));
