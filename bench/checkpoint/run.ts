/*
 * What a checkpoint costs the sidecar: memory while a state of mainnet's size passes through, and time to the first agreed
 * root with one dead and one lying source.
 *   STATE_MB=300 tsx bench/checkpoint/run.ts
 * The sources are in this process and send over TLS, as real ones do; the state is the recorded one, made long.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { get as request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePresent } from '../../tests/ensurePresent';
import { aLieAbout } from '../../packages/node-health/src/checkpoint/__fixtures__/aLie';
import {
  newer,
  older,
  startBeaconApi,
} from '../../packages/node-health/src/checkpoint/__fixtures__/beaconApi';
import { finalizedState } from '../../packages/node-health/src/checkpoint/__fixtures__/bench';
import { peakMiB, startSidecar, type RunningSidecar } from './sidecar';
import { aLargeSource, makeCertificate, overTls, silent } from './sources';

const bytes = Number(process.env.STATE_MB ?? 300) * 1e6;

/** Reads an answer to its end. @param pauseMs - after each piece: a client that is slower than its source */
function download(url: string, pauseMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(url, async response => {
      let read = 0;
      try {
        for await (const chunk of response) {
          read += chunk.length;
          if (pauseMs > 0) await sleep(pauseMs);
        }
        resolve(read);
      } catch (error) {
        reject(error);
      }
    });
    asking.on('error', reject);
  });
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-checkpoint-'));
  const started: RunningSidecar[] = [];
  const tls = makeCertificate(folder);
  const sidecarOf = async (sources: string[]) => {
    const sidecar = await startSidecar(folder, sources, tls.file);
    started.push(sidecar);
    return sidecar;
  };
  try {
    const large = await Promise.all(
      [1, 2].map(async () => overTls(await aLargeSource(bytes), tls)),
    );
    for (const [client, pauseMs] of [
      ['a client that reads as fast as it can', 0],
      ['a client that pauses after each piece', 2],
    ] as const) {
      const sidecar = await sidecarOf(large);
      await sleep(2_000);
      const before = peakMiB(sidecar);
      let read = 0;
      const took = await seconds(async () => {
        read = await download(sidecar.url + finalizedState, pauseMs);
      });
      if (read !== bytes) throw new Error(`${read} of ${bytes} bytes came`);
      console.log(
        `${bytes / 1e6} MB to ${client}: ${took.toFixed(
          1,
        )} s, peak RSS ${peakMiB(sidecar).toFixed(1)} MiB (${before.toFixed(
          1,
        )} MiB before)`,
      );
    }

    const lie = await startBeaconApi({
      chain: [ensurePresent(older), await aLieAbout(ensurePresent(newer))],
    });
    const truth = await Promise.all([1, 2, 3].map(() => startBeaconApi()));
    const answering = await Promise.all(
      [lie, ...truth].map(({ url }) => overTls(url, tls)),
    );
    for (const [dead, url] of [
      ['that refuses connections', 'https://localhost:1'],
      ['that takes connections and never answers', await silent(tls)],
    ]) {
      const sidecar = await sidecarOf([ensurePresent(url), ...answering]);
      const took = await seconds(() =>
        download(`${sidecar.url}/eth/v1/beacon/blocks/finalized/root`, 0),
      );
      console.log(
        `first agreed root of 5 sources, one lying and one ${dead}: ${took.toFixed(
          2,
        )} s`,
      );
    }
  } finally {
    for (const { process: child } of started) child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
