import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { normalizeVersion } from '@nodeyard/snapshots';
import type { ProcessGroups } from '../processGroups';
import type { GethHome } from './home';
import { installGeth } from './installGeth';
import { readyDatadir, type Beginning } from './readyDatadir';
import { snapshotRound } from './snapshotRound';
import type { SnapshotSubject } from './snapshotSubject';
import { startGeth, type Geth } from './startGeth';

const POLL_MS = 500;
const SNAPSHOTS_SKIPPED =
  'skipped, and so are snapshots: geth could not be installed, which needs Go and a network. For the reason run scripts/install-dependencies.sh --only geth';

/** Options of the real geth. */
export interface GethLife {
  root: string;
  groups: ProcessGroups;
  home: GethHome;
  /** Port of its JSON-RPC. */
  port: number;
  /** From the beginning of one snapshot to that of the next; the first comes with the first blocks. */
  everyMs: number;
  secondsPerBlock?: number;
  signal: AbortSignal;
  /** Called with a line for each step. */
  say(line: string): void;
}

/**
 * Runs a real geth, and takes snapshots of its datadir until the signal.
 *
 * Failures are logged and never thrown. The owner of the process groups ends its processes.
 */
export async function liveWithSnapshots(life: GethLife): Promise<void> {
  const { signal, say } = life;
  try {
    const binary = await installGeth(life);
    if (signal.aborted) return;
    if (binary) await live(life, binary);
    else say(SNAPSHOTS_SKIPPED);
  } catch (error) {
    if (!signal.aborted) say(`no longer managed: ${reasonOf(error)}`);
  }
}

async function live(life: GethLife, binary: string): Promise<void> {
  const {
    groups,
    home,
    port,
    everyMs,
    secondsPerBlock = 2,
    signal,
    say,
  } = life;
  const beginning = await readyDatadir({ groups, binary, home, signal });
  const start = async () => {
    await writeFile(home.runs, '');
    return noted(
      home,
      await startGeth({
        groups,
        binary,
        datadir: home.datadir,
        port,
        args: ['--dev', `--dev.period=${secondsPerBlock}`, '--networkid=7332'],
      }),
    );
  };
  if (signal.aborted) return;
  let node = await start();
  const { number } = await node.block('latest');
  say(
    `runs geth ${normalizeVersion(await node.clientVersion())}, ${describeStart(
      beginning,
      number,
    )}; a snapshot every ${everyMs / 1000} s`,
  );
  await untilBlock(node, number + 1, signal);
  const subject: SnapshotSubject = {
    home,
    running: () => node,
    start: async () => (node = await start()),
    boot: datadir => startGeth({ groups, binary, datadir, port: 0, args: [] }),
    signal,
    say,
  };
  while (!signal.aborted) {
    const next = Date.now() + everyMs;
    await snapshotRound(subject).catch(error => {
      if (!signal.aborted) say(`no snapshot: ${reasonOf(error)}`);
    });
    await sleep(Math.max(0, next - Date.now()), undefined, { signal }).catch(
      () => {},
    );
  }
  await node.ended;
}

/** The same geth, whose clean stop is noted in its home. */
function noted(home: GethHome, geth: Geth): Geth {
  const ended = geth.ended.then(async isClean => {
    if (isClean) await rm(home.runs, { force: true });
    return isClean;
  });
  const stop = async () => {
    const isClean = await geth.stop();
    await ended;
    return isClean;
  };
  return { ...geth, ended, stop };
}

/** The first snapshot is of more than a genesis. */
async function untilBlock(
  node: Geth,
  target: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && (await node.block('latest')).number < target) {
    await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

function describeStart(beginning: Beginning, block: number): string {
  switch (beginning.from) {
    case 'genesis':
      return 'a new chain';
    case 'datadir':
      return `goes on at block ${block}`;
    default:
      return `was not seen to stop cleanly and goes on at block ${block}, restored from ${
        beginning.snapshot
      } in ${beginning.seconds.toFixed(1)} s`;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
