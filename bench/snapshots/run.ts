/*
 * Compare snapshots with what operators use today, on a synthetic datadir.
 *   SIZE_GB=4 ROUNDS=3 BENCH_DIR=/tmp/bench tsx bench/snapshots/run.ts
 * BENCH_DIR needs about nine times SIZE_GB. The result is printed and written to bench/results/snapshots.json,
 * which says how busy the machine was before.
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
import { coldCache, measure } from './measure';
import { Results, Step, table, targetLine, targets } from './table';
import { Tool, tools } from './tools';

const root = join(__dirname, '../..');
const sizeGb = Number(process.env.SIZE_GB ?? 4);
const rounds = Number(process.env.ROUNDS ?? 3);
const work = mkdtempSync(
  join(process.env.BENCH_DIR ?? tmpdir(), 'nodeyard-bench-'),
);
const source = join(work, 'source');
const loadBefore = loadavg()[0];
const results: Results = {};
const storeMiB: Record<string, number[]> = {};

const installed = tools(join(root, 'packages/snapshots')).filter(
  ({ name, version }) => {
    if (version === undefined)
      process.stderr.write(`${name} is not installed: left out\n`);
    return version !== undefined;
  },
);

async function step(
  name: Step,
  tool: Tool,
  nth: number,
  round: number,
): Promise<void> {
  if (nth > 1 && tool.whole) return;
  const places = {
    source,
    store: join(work, 'stores', tool.name),
    target: join(work, 'targets', tool.name),
  };
  mkdirSync(places.store, { recursive: true });
  mkdirSync(places.target, { recursive: true });
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
  if (name.endsWith('build'))
    (storeMiB[tool.name] ??= []).push(
      Math.round(sizeOf(places.store).bytes / 2 ** 20),
    );
  process.stderr.write(
    `round ${round}, ${name}, ${tool.name}: ${seconds.toFixed(
      1,
    )} s, ${Math.round(peakMiB)} MiB\n`,
  );
}

async function main(): Promise<void> {
  const { bavail, bsize } = statfsSync(work);
  const needed = sizeGb * 1e9 * (1 + 2 * installed.length) * 1.1;
  if (bavail * bsize < needed)
    throw new Error(
      `${work} has too little room: ${(needed / 1e9).toFixed(
        0,
      )} GB are needed. Set BENCH_DIR to another disk, or SIZE_GB lower.`,
    );
  execFileSync('node', ['scripts/bundle.mjs'], {
    cwd: join(root, 'packages/snapshots'),
  });
  process.stderr.write(`making ${sizeGb} GB in ${source}\n`);
  const size = makeDatadir(source, sizeGb * 1e9);
  for (let round = 1; round <= rounds; round++) {
    for (const name of ['first build', 'first restore'] as const)
      for (const tool of installed) await step(name, tool, 1, round);
    runOn(source, round);
    for (const name of ['second build', 'delta restore'] as const)
      for (const tool of installed) await step(name, tool, 2, round);
    if (round === 1) assertEqual();
    for (const folder of ['stores', 'targets'])
      rmSync(join(work, folder), { recursive: true });
  }
  const reached = targets(results);
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
    ['-rq', '-x', '.nodeyard', source, join(work, 'targets/ours')],
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
    join(root, 'bench/results/snapshots.json'),
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
