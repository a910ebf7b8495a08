import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessGroups } from '../../packages/demo/src';
import { aBackend } from './backend';
import { aCluster } from './cluster';
import { clocksCanJump } from './clocks';
import { theDemo } from './demo';
import { smallDisk, type Disk } from './disk';
import { schedule } from './faults';
import { Fleet, type Truth } from './fleet';
import { everyKept, inflict, type Machine } from './machine';
import { aPair } from './pair';
import { aPostgres } from './postgres';
import { randomOf } from './random';
import { markdownOf } from './writeReport';
import { readSettings } from './settings';
import { statusOf } from './status';
import { versions } from './versions';
import { repeat, untilAllSeen } from './waiting';
import { Watch } from './watch';

const LOOK_MS = 5_000;
const CHANGE_MS = 20_000;
const NODES = 200;

const root = resolve(import.meta.dirname, '../..');
const say = (line: string) =>
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

async function main(): Promise<number> {
  const { minutes, seed } = readSettings(process.env);
  const about = await versions(root);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => ending.abort());
  }
  process.on('uncaughtException', error => {
    say(String(error.stack));
    ending.abort();
  });
  const results = await mkdtemp(join(tmpdir(), 'soak-'));
  // PostgreSQL, which does not run as root, has to get to its own folder in it.
  await chmod(results, 0o711);
  const groups = new ProcessGroups();
  const endings: Array<() => Promise<unknown>> = [
    () => rm(results, { recursive: true, force: true }),
  ];
  say(`${minutes} minutes, SEED=${seed}, logs in ${results}`);
  try {
    const disk = async (name: string, size: number): Promise<Disk> => {
      const made = await smallDisk(join(results, name), size);
      endings.unshift(made.remove);
      return made;
    };
    const [sqliteDisk, postgresDisk] = [
      await disk('sqlite', 256),
      await disk('postgres-disk', 512),
    ];
    const how = { groups, results };
    const demo = await theDemo(how);
    const fleet = await Fleet.start(NODES - demo.urls.size);
    endings.unshift(() => fleet.stop());
    const cluster = await aCluster(join(results, 'kubeconfig'));
    endings.unshift(() => cluster.stop());
    const postgres = await aPostgres(postgresDisk.folder, how);
    const pair = await aPair(how);
    const ethereumNodes = {
      kubernetes: {
        gateway: 'kubeconfig',
        kubeconfig: { path: cluster.kubeconfig },
      },
      schedule: {
        discover: { minutes: 1 },
        poll: { seconds: 15 },
        snapshots: { minutes: 1 },
      },
      nodes: Object.fromEntries(
        [...fleet.urls, ...demo.urls].map(([name, executionUrl]) => [
          name,
          { network: 'devnet', executionUrl, executionClient: 'geth' },
        ]),
      ),
      snapshotStores: { soak: { url: demo.storeUrl } },
    };
    await postgres.server.start();
    const backends = [
      await aBackend('backend-sqlite', {
        ...how,
        ethereumNodes,
        database: {
          client: 'better-sqlite3',
          connection: { directory: sqliteDisk.folder },
        },
      }),
      await aBackend('backend-postgres', {
        ...how,
        ethereumNodes,
        database: { client: 'pg', connection: postgres.connection },
      }),
    ];
    const machine: Machine = {
      backends,
      pair,
      postgres,
      cluster,
      disks: { 'backend-sqlite': sqliteDisk, 'backend-postgres': postgresDisk },
      clocksJump: clocksCanJump,
    };
    const everyone = [demo.process, ...everyKept(machine)];
    endings.unshift(async () => everyone.forEach(kept => kept.letGo()));
    for (const kept of everyone.filter(one => one !== postgres.server)) {
      await kept.start();
      say(`${kept.name} is up`);
    }

    let clusterTruth: Truth = { usable: true, since: Date.now() };
    const truths = () =>
      new Map([
        ...[...fleet.truths, ...demo.truths].map(
          ([name, truth]) => [`static~${name}`, truth] as const,
        ),
        ...cluster.inSync.map(id => [id, clusterTruth] as const),
      ]);
    const watch = new Watch(machine, truths, {
      nodes: [0, 1, 42, 99, 150].map(
        i => `static~${[...fleet.urls.keys()][i]}`,
      ),
      snapshotsOf: 'static~payments-geth',
      store: { url: demo.storeUrl },
    });
    await untilAllSeen(backends, NODES, ending.signal);
    say('the backends have looked at every node');

    const from = Date.now();
    const to = from + minutes * 60_000;
    const faulting = schedule(seed, minutes).map(async fault => {
      const { kind, target, at, seconds } = fault;
      await sleep(from + at * 1000 - Date.now(), undefined, {
        signal: ending.signal,
      });
      const begun = Date.now();
      const done = { kind, target, from: begun, to: begun + seconds * 1000 };
      const noted = { ...done, skipped: undefined as string | undefined };
      watch.faults.push(noted);
      say(`${kind}: ${target}, ${seconds} s`);
      if (target === 'cluster') clusterTruth = { usable: false, since: begun };
      noted.skipped = await inflict(fault, machine, ending.signal);
      if (target === 'cluster') {
        clusterTruth = { usable: true, since: Date.now() };
      }
      noted.to = Date.now();
    });
    const failed = Promise.all(faulting).then(
      () => undefined,
      error => {
        if (!ending.signal.aborted) {
          say(`the schedule ended: ${error.stack}`);
          ending.abort();
        }
      },
    );
    const random = randomOf(seed + 1);
    await Promise.all([
      repeat(LOOK_MS, to, ending.signal, () => watch.compareAll()),
      repeat(CHANGE_MS, to, ending.signal, async () => fleet.change(random)),
      repeat(60_000, to, ending.signal, async () => {
        await watch.measure();
        say(statusOf(watch));
      }),
    ]);
    await failed;
    const run = {
      from,
      to: Date.now(),
      minutes,
      seed,
      wasEnded: ending.signal.aborted,
      versions: about,
      late: fleet.late,
      watch,
      kept: everyKept(machine),
      referenceNode: `static~${[...fleet.urls.keys()][0]}`,
    };
    const { text, faults } = markdownOf(run);
    const report = join(
      root,
      'tests/soak',
      minutes < 30 ? 'results/report.md' : 'REPORT.md',
    );
    await mkdir(join(root, 'tests/soak/results'), { recursive: true });
    await writeFile(report, text);
    execFileSync('yarn', ['prettier', '--write', report], { cwd: root });
    say(`the report is ${report}`);
    for (const fault of faults) say(`NOT AS IT SHOULD BE: ${fault}`);
    return faults.length > 0 || ending.signal.aborted ? 1 : 0;
  } finally {
    for (const end of endings.slice(0, 1)) await end();
    await groups.stop();
    for (const end of endings.slice(1)) {
      await end().catch(error => say(String(error)));
    }
  }
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
