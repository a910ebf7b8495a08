import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Backstage, startBackstage } from '../integration/backstage';
import { root } from '../integration/deployment';
import { type PairStatus, watch } from '../integration/pair';
import { causes } from './causes';
import { removeSmallVolume } from './disk';
import { findingOf } from './finding';
import { idOf, pairOf, startAgain, TestNetwork } from './network';
import type { NodeName } from './nodes';
import { earlierRows, jsonOf, markdownOf, type Row } from './report';
import { type Situation, situations } from './table';
import { tabSays } from './inBrowser';
import { usedVersions } from './versions';
import { watchSituation } from './watching';

/** Nodes at the same time, beside the one that makes blocks: the machine has few processors. */
const AT_ONCE = Number(process.env.SITUATION_JOBS ?? 3);
const BACKSTAGE_SECONDS = 900;
const IN_SYNC_SECONDS = 420;
const RECOVERY_SECONDS = 240;
const LAST = 'network-stalled';

const only = (process.env.SITUATIONS ?? '').split(/\s+/).filter(Boolean);
const selected = situations.filter(
  ({ name }) => only.length === 0 || only.includes(name),
);
const unknown = only.filter(
  name => !situations.some(situation => situation.name === name),
);
if (unknown.length > 0) {
  const known = situations.map(({ name }) => name).join(' ');
  throw new Error(`ONLY names ${unknown.join(', ')}; there are ${known}`);
}

const isReady = ({ podReady, endpoints, status }: PairStatus) =>
  podReady && endpoints === 1 && status?.verdict.ready === true;

let network: TestNetwork;
let backstage: Backstage;
const rows: Row[] = [];
/** Milliseconds since the epoch at which a node's deployment began. */
const deployed = new Map<NodeName, number>();

describe('situations of real clients', { concurrency: 1 }, () => {
  before(async () => {
    network = await TestNetwork.write();
    backstage = await startBackstage(network.repository, BACKSTAGE_SECONDS);
    progress('Backstage runs');
    await network.begin();
    await watch(pairOf('maker'), isReady, IN_SYNC_SECONDS);
    progress('the network makes blocks');
  });

  after(async () => {
    await backstage?.stop();
    await removeSmallVolume().catch(() => undefined);
  });

  const early = selected.filter(({ name }) => name !== LAST);
  describe('of single nodes', { concurrency: AT_ONCE }, () => {
    for (const name of new Set(early.map(({ node }) => node))) {
      lane(name, early);
    }
  });
  describe('of all nodes', { concurrency: 1 }, () => {
    for (const situation of selected.filter(({ name }) => name === LAST)) {
      test(situation.name, () => perform(situation));
    }
  });
});

/** The situations of one node, one after the other. It is taken away afterwards, but for the one that outlives them all. */
function lane(name: NodeName, of: readonly Situation[]): void {
  describe(name, { concurrency: 1 }, () => {
    for (const situation of of.filter(({ node }) => node === name)) {
      test(situation.name, () => perform(situation));
    }
    after(async () => {
      if (name !== 'steady') await network.remove(name).catch(() => undefined);
    });
  });
}

async function perform(situation: Situation): Promise<void> {
  const { name, node } = situation;
  await prepare(situation);
  const begun = Date.now();
  const end = await causes[name]?.begin?.(node);
  const since = situation.from === 'in sync' ? begun : deployed.get(node)!;
  progress(`${name}: begun`);
  const row = await judge(situation, since).finally(() => end?.());
  rows.push(row);
  if (end && causes[name]?.recovers !== false) {
    row.recoverySeconds = await recovery(node);
  }
  await report();
  progress(`${name}: ${row.finding.problems.join('; ') || 'as expected'}`);
  assert.deepEqual(row.finding.problems, []);
}

async function prepare({ name, node, from }: Situation): Promise<void> {
  // A Lodestar that lost its peers while it was frozen does not find them again.
  if (name === LAST && deployed.has(node)) await startAgain(node);
  if (!deployed.has(node)) {
    if (node === 'snap') await network.finalizes();
    await causes[name]?.before?.(node);
    deployed.set(node, Date.now());
    await network.deploy(node);
  }
  if (from === 'in sync') await watch(pairOf(node), isReady, IN_SYNC_SECONDS);
}

async function judge(situation: Situation, since: number): Promise<Row> {
  const { node, expected, patience, browser } = situation;
  const looks = await watchSituation(
    node,
    backstage,
    expected,
    since,
    patience,
  );
  const finding = findingOf(expected, looks);
  const seen = await backstage.node(idOf(node));
  const row: Row = {
    situation,
    date: new Date().toISOString().slice(0, 10),
    finding,
    clients: {
      execution: seen?.executionVersion,
      consensus: seen?.consensusVersion,
    },
  };
  // Where the backend is wrong already, there is nothing to see.
  if (browser && !finding.judgements.tab.wrong) {
    const shown = await tabSays(backstage.url, node, expected.tab ?? expected);
    row.inBrowser = shown.wrong ?? 'the same';
    if (shown.wrong) finding.problems.push(`browser: ${shown.wrong}`);
  }
  return row;
}

/** Seconds until the node is ready again; undefined when it does not become so in time. */
async function recovery(node: NodeName): Promise<number | undefined> {
  const from = Date.now();
  const seen = await watch(pairOf(node), isReady, RECOVERY_SECONDS).catch(
    () => undefined,
  );
  return seen && Math.round((Date.now() - from) / 1000);
}

/** Written anew after each situation, so that it is there whatever happens next. Rows of earlier runs of others stay. */
async function report(): Promise<void> {
  const results = process.env.SITUATION_RESULTS;
  if (!results) return;
  const file = join(root, results, 'report.json');
  const before = await readFile(file, 'utf8').catch(() => undefined);
  const found = new Map(
    [...(before ? earlierRows(before) : []), ...rows].map(row => [
      row.situation.name,
      row,
    ]),
  );
  const run = {
    versions: await usedVersions(),
    rows: situations.flatMap(({ name }) => found.get(name) ?? []),
  };
  await mkdir(join(root, results), { recursive: true });
  await writeFile(file, jsonOf(run));
  await writeFile(join(root, results, 'report.md'), markdownOf(run));
}

/** Printed at once: the test runner reports in the order in which tests are declared. */
function progress(words: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${words}\n`);
}
