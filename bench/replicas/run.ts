/*
 * Two backends on one PostgreSQL: what polling costs them together, and how long it takes until the nodes of one that is killed are
 * polled by the other.
 *   NODES=5000 SICK_SHARE=0.15 POLL_SECONDS=15 WARM_UP_ROUNDS=6 MEASURED_ROUNDS=4 tsx bench/replicas/run.ts [--json]
 * BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names the PostgreSQL (tests/postgres/with-postgres.sh).
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import knexFactory from 'knex';
import { startBackend, startFleet } from '../poller/measured';
import type { BackendCounters, FleetCounters } from '../poller/messages';

const root = join(__dirname, '../..');
const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const nodes = Number(process.env.NODES ?? 5000);
const sickShare = Number(process.env.SICK_SHARE ?? 0.15);
const pollSeconds = Number(process.env.POLL_SECONDS ?? 15);
const warmUpRounds = Number(process.env.WARM_UP_ROUNDS ?? 6);
const measuredRounds = Number(process.env.MEASURED_ROUNDS ?? 4);

async function main(): Promise<void> {
  if (url === undefined) throw new Error('There is no PostgreSQL');
  const fleet = await startFleet({ root, nodes, sickShare, transactions: 0 });
  const start = () =>
    startBackend({
      root,
      fleet: fleet.nodes,
      pollSeconds,
      env: { DATABASE_URL: url },
    });
  const first = await start();
  const second = await start();
  const replicas = [first.child, second.child];
  const counters = () =>
    Promise.all(replicas.map(replica => replica.ask<BackendCounters>({})));
  const afterRounds = async (count: number) => {
    const peaks = replicas.map(() => 0);
    for (;;) {
      const figures = await counters();
      for (const [index, { rssMiB }] of figures.entries()) {
        peaks[index] = Math.max(peaks[index] ?? 0, rssMiB);
      }
      if (figures.every(({ rounds }) => rounds.length >= count)) {
        return {
          figures,
          peaks,
          requests: (await fleet.child.ask<FleetCounters>({})).requests,
        };
      }
      await sleep(500);
    }
  };
  const database = Object.assign(new URL(url), {
    pathname: '/backstage_plugin_ethereum-nodes',
  });
  const knex = knexFactory({ client: 'pg', connection: database.href });
  try {
    const before = await afterRounds(warmUpRounds);
    const after = await afterRounds(warmUpRounds + measuredRounds);
    const rounds = after.figures.map(({ rounds: all }, index) =>
      all.slice(before.figures[index]?.rounds.length),
    );
    const polls = rounds.flat().reduce((sum, { polled }) => sum + polled, 0);
    const cpuSeconds = after.figures.reduce(
      (sum, figures, index) =>
        sum + figures.cpuSeconds - (before.figures[index]?.cpuSeconds ?? 0),
      0,
    );
    second.child.kill();
    const killedAt = Date.now();
    const remaining = async (): Promise<number> => {
      const [row] = await knex('node_states')
        .where({ failures: 0 })
        .where('last_seen', '<', killedAt)
        .count({ count: '*' });
      return Number(row?.count);
    };
    while ((await remaining()) > 0) await sleep(100);
    const figures = {
      nodes,
      cpuMsPerPoll: (cpuSeconds * 1000) / polls,
      requestsPerPoll: (after.requests - before.requests) / polls,
      polledByEach: rounds.map(own =>
        own.reduce((sum, { polled }) => sum + polled, 0),
      ),
      peakRssMiB: after.peaks.map(Math.round),
      lateRounds: rounds.flat().filter(({ inTime }) => !inTime).length,
      rounds: rounds.flat().length,
      takeOverSeconds: (Date.now() - killedAt) / 1000,
    };
    process.stdout.write(
      process.argv.includes('--json')
        ? `${JSON.stringify(figures, null, 2)}\n`
        : `${Object.entries(figures)
            .map(([name, value]) => `${name.padEnd(18)} ${String(value)}`)
            .join('\n')}\n`,
    );
  } finally {
    await knex.destroy();
    await first.child.stop();
    second.child.kill();
    await fleet.child.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
