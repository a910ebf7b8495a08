/*
 * How long the REST API takes to answer while the backend polls: 95th percentile per route, over HTTP, one request at a time.
 *   NODES=5000 POLL_SECONDS=60 REQUESTS=200 tsx bench/api/run.ts [--json]
 * SQLite in memory, or the PostgreSQL of BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING (tests/postgres/with-postgres.sh).
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBackend, startFleet } from '../poller/measured';
import type { BackendCounters } from '../poller/messages';

const root = join(__dirname, '../..');
const nodes = Number(process.env.NODES ?? 5000);
const pollSeconds = Number(process.env.POLL_SECONDS ?? 60);
const requests = Number(process.env.REQUESTS ?? 200);
const postgres =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

const paths: Record<string, string> = {
  'first page': '/nodes',
  'page of 200': '/nodes?limit=200',
  'by name': '/nodes?orderBy=name',
  'by head': '/nodes?orderBy=head&order=desc',
  'by state': '/nodes?state=STALLED',
  search: '/nodes?q=node-49',
  'by owner': '/nodes?owner=group%3Adefault%2Fteam',
  fleet: '/fleet',
};

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

async function timeOf(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return performance.now() - began;
}

async function main(): Promise<void> {
  const fleet = await startFleet({
    root,
    nodes,
    sickShare: 0.15,
    transactions: 0,
  });
  let backend: Awaited<ReturnType<typeof startBackend>> | undefined;
  try {
    backend = await startBackend({
      root,
      fleet: fleet.nodes,
      pollSeconds,
      env: postgres ? { DATABASE_URL: postgres } : {},
    });
    const base = `http://127.0.0.1:${backend.port}/api/ethereum-nodes`;
    for (;;) {
      const { rounds } = await backend.child.ask<BackendCounters>({});
      if (rounds.length > 0) break;
      await sleep(1000);
    }
    const figures: Record<string, { p50: number; p95: number; max: number }> =
      {};
    const times: Record<string, number[]> = {};
    // Spread over more than one polling period, so that rounds are part of the figures.
    const pauseMs =
      (1.2 * pollSeconds * 1000) / (requests * Object.keys(paths).length);
    for (let request = 0; request < requests; request += 1) {
      for (const [name, path] of Object.entries(paths)) {
        (times[name] ??= []).push(await timeOf(`${base}${path}`));
        await sleep(pauseMs);
      }
    }
    for (const [name, values] of Object.entries(times)) {
      figures[name] = {
        p50: percentile(values, 0.5),
        p95: percentile(values, 0.95),
        max: Math.max(...values),
      };
    }
    const database = postgres ? 'PostgreSQL' : 'SQLite';
    if (process.argv.includes('--json')) {
      process.stdout.write(
        `${JSON.stringify({ database, nodes, figures }, null, 2)}\n`,
      );
      return;
    }
    process.stdout.write(
      `${nodes} nodes on ${database}, milliseconds: p50, p95, longest\n`,
    );
    for (const [name, { p50, p95, max }] of Object.entries(figures)) {
      process.stdout.write(
        `${name.padEnd(18)} ${[p50, p95, max]
          .map(ms => ms.toFixed(1).padStart(8))
          .join('')}\n`,
      );
    }
  } finally {
    await backend?.child.stop();
    await fleet.child.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
