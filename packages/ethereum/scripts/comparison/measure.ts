/**
 * Replays every recorded moment to a real ethereum-metrics-exporter and writes down what its metrics say.
 *
 * The exporter is built outside this repository, for example by `go build` in a checkout of its release:
 *
 *     make health-table EXPORTER=/tmp/ethereum-metrics-exporter EXPORTER_VERSION=v0.29.2
 *
 * Each exporter watches a pair in sync first, as one that has run for a while; then the pair becomes the recorded one, and
 * its metrics are read after five of the exporter's polling periods.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { answersAt } from '../../src/__fixtures__/comparison/answersAt';
import {
  moments,
  nameOf,
  type Moment,
} from '../../src/__fixtures__/comparison/moments';
import { watchedSeries } from '../../src/__fixtures__/comparison/rules';
import { RecordedPair } from './aPair';

const recordingFile = resolve(
  __dirname,
  '../../src/__fixtures__/comparison/exporter.json',
);

/** Exporters at once: each takes some 40 MiB. */
const AT_ONCE = 12;
/** Five polls of 15 s; its health check needs three failures in a row. */
const SETTLE_MS = 80_000;
const START_MS = 60_000;

const inSync: Moment = {
  recording: 'a2_synced_follower_pair',
  what: '',
  usable: true,
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

async function scrape(port: number): Promise<Record<string, number>> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
    signal: AbortSignal.timeout(5_000),
  });
  const text = await response.text();
  return Object.fromEntries(
    watchedSeries.flatMap(name => {
      const found = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(
        text,
      );
      return found ? [[name, Number(found[1])]] : [];
    }),
  );
}

async function measure(
  exporter: string,
  folder: string,
  moment: Moment,
): Promise<Record<string, number>> {
  const hasConsensus = moment.consensus !== false;
  const { answers } = answersAt(moment);
  const pair = await RecordedPair.start(
    hasConsensus ? answersAt(inSync).answers : answers,
  );
  const port = await freePort();
  const config = join(folder, `${port}.json`);
  await writeFile(
    config,
    JSON.stringify(pair.exporterConfig({ hasConsensus })),
  );
  const child = spawn(
    exporter,
    ['--config', config, '--metrics-port', String(port)],
    { stdio: 'ignore', timeout: START_MS + SETTLE_MS + 30_000 },
  );
  try {
    const deadline = Date.now() + START_MS;
    for (;;) {
      await wait(1_000);
      const series = await scrape(port).catch(
        () => ({} as Record<string, number>),
      );
      const isWatched =
        series.eth_exe_net_peer_count !== undefined &&
        (!hasConsensus || series.eth_con_health_up === 1);
      if (isWatched) break;
      if (Date.now() > deadline) {
        throw new Error(
          `the exporter of ${nameOf(moment)} saw no pair in sync`,
        );
      }
    }
    pair.replayFrom(answers);
    await wait(SETTLE_MS);
    return await scrape(port);
  } finally {
    child.kill();
    pair.stop();
  }
}

async function main() {
  const { EXPORTER: exporter, EXPORTER_VERSION: version } = process.env;
  if (!exporter || !version) {
    throw new Error(
      'EXPORTER is not set: build ethereum-metrics-exporter outside this repository, then run ' +
        'make health-table EXPORTER=<its program> EXPORTER_VERSION=<its release>',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'exporter-'));
  const measured: Record<string, Record<string, number>> = {};
  try {
    for (let first = 0; first < moments.length; first += AT_ONCE) {
      const batch = moments.slice(first, first + AT_ONCE);
      const results = await Promise.all(
        batch.map(moment => measure(exporter, folder, moment)),
      );
      batch.forEach((moment, place) => {
        measured[nameOf(moment)] = results[place] ?? {};
      });
      process.stdout.write(
        `measured ${first + batch.length} of ${moments.length}\n`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const recording = {
    exporter: 'github.com/ethpandaops/ethereum-metrics-exporter',
    version,
    measuredOn: new Date().toISOString().slice(0, 10),
    moments: measured,
  };
  await writeFile(recordingFile, `${JSON.stringify(recording, null, 2)}\n`);
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
