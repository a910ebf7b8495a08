import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import knexFactory, { type Knex } from 'knex';
import {
  CountedNodes,
  CuttableDatabase,
  startReplica,
  type NodeRequest,
} from './__testUtils__/Replicas';

const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const NODES = 120;
const names = Array.from({ length: NODES }, (_, index) => `n${index}`);
/** The shortest that the configuration accepts. */
const POLL_SECONDS = 5;
const HOUR_MS = 3_600_000;

jest.setTimeout(180_000);

/** Requests since an index, by node. */
function byNode(requests: NodeRequest[], from: number) {
  const found = new Map<string, string[]>(names.map(name => [name, []]));
  for (const { node, replica } of requests.slice(from)) {
    found.get(node)?.push(replica);
  }
  return found;
}

const withPostgres = url === undefined ? describe.skip : describe;

withPostgres(
  'replicas on one PostgreSQL (skipped without: tests/postgres/with-postgres.sh)',
  () => {
    let nodes: CountedNodes;
    let database: CuttableDatabase;
    let admin: Knex;
    const running: ChildProcess[] = [];
    /** A database name of its own for the plugin. */
    const prefix = `replicas_${process.pid}_`;

    beforeAll(async () => {
      nodes = await CountedNodes.start();
      database = await CuttableDatabase.start(url ?? '');
      admin = knexFactory({ client: 'pg', connection: url });
    });
    afterAll(async () => {
      for (const child of running) child.kill('SIGKILL');
      nodes.stop();
      database.stop();
      await admin.destroy();
    });

    const start = (replica: string, clockOffsetMs = 0) => {
      const child = startReplica(
        {
          backend: {
            baseUrl: 'http://127.0.0.1',
            listen: { host: '127.0.0.1', port: 0 },
            database: {
              client: 'pg',
              connection: database.connection,
              prefix,
            },
          },
          ethereumNodes: {
            nodes: nodes.configFor(replica, names),
            schedule: { poll: { seconds: POLL_SECONDS } },
          },
        },
        clockOffsetMs,
      );
      running.push(child);
      return child;
    };
    const until = async (condition: () => boolean | Promise<boolean>) => {
      while (!(await condition())) await sleep(100);
    };
    /** Until every node was requested `times` since an index, by whichever replicas. */
    const polledSince = (from: number, times: number) =>
      until(() =>
        [...byNode(nodes.requests, from).values()].every(
          replicas => replicas.length >= times,
        ),
      );
    const plugin = () =>
      knexFactory({
        client: 'pg',
        connection: Object.assign(new URL(url ?? ''), {
          pathname: `/${prefix}ethereum-nodes`,
        }).href,
      });
    const holders = async (knex: Knex): Promise<number[]> => {
      const rows = await knex('poll_shards')
        .whereNotNull('holder')
        .groupBy('holder')
        .count({ count: '*' });
      return rows.map(({ count }) => Number(count)).sort((a, b) => a - b);
    };
    const balanced = (knex: Knex, ...shares: number[]) =>
      until(async () => `${await holders(knex)}` === `${shares}`);
    /**
     * Every node by one replica only, and about as often as every other: none twice in a period, and none left out. Until the nodes
     * are spread over the period, their polls are up to a tenth of it earlier or later.
     */
    const expectOneReplicaEach = (from: number) => {
      const found = byNode(nodes.requests, from);
      const shared = [...found].filter(
        ([, replicas]) => new Set(replicas).size !== 1,
      );
      expect(shared).toEqual([]);
      const counts = [...found.values()].map(replicas => replicas.length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    };

    it('divide the nodes, take over from one that is killed or stopped, store nothing stale, and survive an outage of the database', async () => {
      start('a');
      await polledSince(0, 1);
      const knex = plugin();
      try {
        // Clocks an hour apart.
        const killed = start('b', HOUR_MS);
        const stopped = start('c', -HOUR_MS);
        await balanced(knex, 21, 21, 22);
        const steady = nodes.requests.length;
        await polledSince(steady, 2);
        expectOneReplicaEach(steady);
        const share = new Set(
          nodes.requests.slice(steady).map(({ replica }) => replica),
        );
        expect([...share].sort()).toEqual(['a', 'b', 'c']);

        // Reads are in progress when the replicas are killed and stopped.
        nodes.delayMs = 1500;
        await sleep(1000);
        killed.kill('SIGKILL');
        stopped.kill('SIGSTOP');
        nodes.delayMs = 0;
        await balanced(knex, 64);
        const takenOver = nodes.requests.length;
        await polledSince(takenOver, 1);
        const heads = async () =>
          new Map<string, number>(
            (await knex('node_states').select('node_id', 'head_number')).map(
              row => [row.node_id, Number(row.head_number)],
            ),
          );
        const before = await heads();
        stopped.kill('SIGCONT');
        await balanced(knex, 32, 32);
        // A stale result has a lower head.
        for (const [id, head] of await heads()) {
          expect(head).toBeGreaterThanOrEqual(before.get(id) ?? Infinity);
        }

        database.cut();
        await sleep(2000);
        const restored = nodes.requests.length;
        database.restore();
        await polledSince(restored, 1);
        await balanced(knex, 32, 32);
        expect(await heads()).toHaveProperty('size', NODES);
      } finally {
        await knex.destroy();
      }
    });
  },
);
