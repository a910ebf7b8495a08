/*
 * What polling costs: a Backstage backend with the plugin polls nodes on loopback, and the CPU time of its process alone counts.
 *   NODES=1000 SICK_SHARE=0.15 POLL_SECONDS=15 WARM_UP_ROUNDS=5 MEASURED_ROUNDS=4 RUNS=2 BASE=<commit> tsx bench/poller/run.ts [--json]
 * With EXPORTER, the program of ethereum-metrics-exporter is measured on one pair, for 120 s.
 * With BASE, another commit is measured in turns with this one. Figures are medians of the runs, with their range.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkOut } from './baseline';
import { measureExporter } from './exporter';
import { startBackend, startFleet } from './measured';
import type { BackendCounters, FleetCounters, FleetNode } from './messages';

const root = join(__dirname, '../..');
const nodes = Number(process.env.NODES ?? 1000);
const sickShare = Number(process.env.SICK_SHARE ?? 0.15);
const transactions = Number(process.env.TRANSACTIONS ?? 0);
const pollSeconds = Number(process.env.POLL_SECONDS ?? 15);
const warmUpRounds = Number(process.env.WARM_UP_ROUNDS ?? 5);
const measuredRounds = Number(process.env.MEASURED_ROUNDS ?? 4);
const runs = Number(process.env.RUNS ?? 2);
const profile = process.env.CPU_PROFILE;
const exporterProgram = process.env.EXPORTER;
const EXPORTER_SECONDS = 120;

/** Figures of one run. */
type Figures = Record<
  | 'cpuMsPerLook'
  | 'requestsPerLook'
  | 'callsPerLook'
  | 'rssMiB'
  | 'heapMiB'
  | 'rssAboveIdleMiB'
  | 'looks'
  | 'longestRoundMs'
  | 'lateRounds'
  | 'rounds',
  number
>;

const startMeasured = (checkout: string, fleet: readonly FleetNode[]) =>
  startBackend({
    root: checkout,
    fleet,
    pollSeconds,
    execArgv: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
  });

async function idleRssMiB(checkout: string): Promise<number> {
  const { child: backend } = await startMeasured(checkout, []);
  await sleep(2 * pollSeconds * 1000);
  const { rssMiB } = await backend.ask<BackendCounters>({});
  await backend.stop();
  return rssMiB;
}

async function measure(checkout: string, idleMiB: number): Promise<Figures> {
  const { child: fleet, nodes: urls } = await startFleet({
    root,
    nodes,
    sickShare,
    transactions,
  });
  const { child: backend } = await startMeasured(checkout, urls);
  const afterRounds = async (count: number) => {
    let peakMiB = 0;
    for (;;) {
      const counters = await backend.ask<BackendCounters>({});
      peakMiB = Math.max(peakMiB, counters.rssMiB);
      if (counters.rounds.length >= count) {
        return {
          ...counters,
          peakMiB,
          fleet: await fleet.ask<FleetCounters>({}),
        };
      }
      // Each question costs the backend two milliseconds.
      await sleep(2000);
    }
  };
  // Ends between two rounds, so that only whole rounds are measured.
  const before = await afterRounds(warmUpRounds);
  const after = await afterRounds(warmUpRounds + measuredRounds);
  await backend.stop();
  await fleet.stop();
  const rounds = after.rounds.slice(before.rounds.length, after.rounds.length);
  const looks = rounds.reduce((sum, { polled }) => sum + polled, 0);
  const requests = after.fleet.requests - before.fleet.requests;
  return {
    cpuMsPerLook: ((after.cpuSeconds - before.cpuSeconds) * 1000) / looks,
    requestsPerLook: requests / looks,
    callsPerLook: (after.fleet.calls - before.fleet.calls) / looks,
    rssMiB: after.peakMiB,
    heapMiB: after.heapMiB,
    rssAboveIdleMiB: after.peakMiB - idleMiB,
    looks,
    longestRoundMs: Math.max(...rounds.map(({ ms }) => ms)),
    lateRounds: rounds.filter(({ inTime }) => !inTime).length,
    rounds: rounds.length,
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (
    ((sorted[Math.floor(half)] ?? NaN) + (sorted[Math.ceil(half) - 1] ?? NaN)) /
    2
  );
}

function toLine(name: keyof Figures, figures: Figures[]): string {
  const values = figures.map(figure => figure[name]);
  const shown = [median(values), Math.min(...values), Math.max(...values)].map(
    value => value.toFixed(2),
  );
  return `${name.padEnd(18)} ${shown[0]} (${shown[1]} to ${shown[2]})`;
}

async function main(): Promise<void> {
  const commit = process.env.BASE;
  const base = commit ? checkOut(root, commit) : undefined;
  const checkouts: Record<string, string> = {
    ...(base && commit && { [commit]: base.folder }),
    'this checkout': root,
  };
  const results: Record<string, Figures[]> = {};
  try {
    const idle: Record<string, number> = {};
    for (const [name, folder] of Object.entries(checkouts)) {
      idle[name] = await idleRssMiB(folder);
    }
    for (let run = 1; run <= runs; run += 1) {
      for (const [name, folder] of Object.entries(checkouts)) {
        const figures = await measure(folder, idle[name] ?? 0);
        (results[name] ??= []).push(figures);
        process.stderr.write(
          `run ${run}, ${name}: ${figures.cpuMsPerLook.toFixed(
            2,
          )} ms of CPU per node and poll\n`,
        );
      }
    }
  } finally {
    base?.remove();
  }
  const exporter = exporterProgram
    ? await measureExporter(exporterProgram, EXPORTER_SECONDS)
    : undefined;
  if (process.argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify(
        { nodes, sickShare, transactions, pollSeconds, results, exporter },
        null,
        2,
      )}\n`,
    );
    return;
  }
  for (const [name, figures] of Object.entries(results)) {
    const [first] = figures;
    const lines = Object.keys(first ?? {}).map(key =>
      toLine(key as keyof Figures, figures),
    );
    process.stdout.write(
      `${name}, ${nodes} nodes, median of ${
        figures.length
      } (range)\n${lines.join('\n')}\n`,
    );
  }
  if (exporter) {
    const { seconds, cpuMs, rssMiB } = exporter;
    const polls = seconds / pollSeconds;
    const ours = median(
      (results['this checkout'] ?? []).map(({ cpuMsPerLook }) => cpuMsPerLook),
    );
    process.stdout.write(
      `one pair for ${seconds} s: ethereum-metrics-exporter ${cpuMs} ms of CPU and ${rssMiB.toFixed(
        0,
      )} MiB, the backend ${(ours * polls).toFixed(1)} ms\n`,
    );
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
