/*
 * The process that is measured: a minimal Backstage backend with the plugin, on the database of the environment (default: SQLite in
 * memory). The parent sends the plugin's configuration, then asks for counters.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { BackendCounters } from './messages';

const rounds: BackendCounters['rounds'] = [];
let inTime = true;

/** Reads the plugin's lines about its rounds, and prints errors. */
const logger: RootLoggerService = {
  child: () => logger,
  error: message => process.stderr.write(`${message}\n`),
  warn: message => {
    // Commits before polls were spread log the second wording.
    if (/ were not read in their |^Only /.test(message)) inTime = false;
  },
  info: () => {},
  debug: message => {
    const [, polled, ms] =
      /^Polled (\d+) of \d+ nodes in (?:.* )?(\d+) ms/.exec(message) ?? [];
    if (polled === undefined) return;
    // The warning follows in the same turn.
    setImmediate(() => {
      rounds.push({ polled: Number(polled), ms: Number(ms), inTime });
      inTime = true;
    });
  },
};

async function start({
  port,
  ethereumNodes,
}: {
  port: number;
  ethereumNodes: object;
}) {
  const url = process.env.DATABASE_URL;
  const backend = createBackend();
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => logger,
    }),
  );
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        backend: {
          baseUrl: `http://127.0.0.1:${port}`,
          listen: { host: '127.0.0.1', port },
          database: url
            ? { client: 'pg', connection: url }
            : { client: 'better-sqlite3', connection: ':memory:' },
        },
        ethereumNodes,
      } as never,
    }),
  );
  backend.add(import('../../plugins/ethereum-nodes-backend/src'));
  await backend.start();
}

let started = false;
process.on('message', async message => {
  if (!started) {
    started = true;
    await start(message as never);
  }
  const { user, system } = process.cpuUsage();
  const counters: BackendCounters = {
    cpuSeconds: (user + system) / 1e6,
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
    heapMiB: process.memoryUsage().heapUsed / 2 ** 20,
    rounds,
  };
  process.send?.(counters);
});
process.on('disconnect', () => process.exit());
