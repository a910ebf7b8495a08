/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { aSample, hash, NOON, refused, sepolia } from '../__fixtures__/aSample';
import { rpcFetch, type Answers } from '../__fixtures__/rpcFetch';
import { withUncleanTable } from '../__fixtures__/unclean/document';
import {
  answers as answersOf,
  moments,
  NEWEST,
} from '../__fixtures__/unclean/stops';
import { probeNode } from '../probe/probeNode';
import { judge } from './judge';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';

const POLL_INTERVAL_MS = 10_000;
const MINUTE = 60_000;
const hex = (n: number) => `0x${n.toString(16)}`;

/** Consensus clients beside a client that was just killed: none to ask, one that waits for it, one that does not. */
const views = { none: undefined, optimistic: true, confirmed: false } as const;

const beacon = (at: number, isOptimistic: boolean): Answers => ({
  '/eth/v1/node/syncing': {
    head_slot: String(Math.floor((at / 1000 - sepolia.genesisTime!) / 12)),
    sync_distance: '0',
    is_syncing: false,
    is_optimistic: isOptimistic,
    el_offline: false,
  },
});

async function look(
  at: number,
  answers: Answers | undefined,
  isOptimistic: boolean | undefined,
): Promise<NodeSample> {
  const sample = await probeNode({
    executionUrl: 'http://127.0.0.1:8545',
    ...(isOptimistic === undefined
      ? {}
      : { consensusUrl: 'http://127.0.0.1:5052' }),
    timeoutMs: 1000,
    now: () => at,
    fetch: rpcFetch({ ...answers, ...beacon(at, isOptimistic ?? false) }),
  });
  return answers ? sample : { ...sample, execution: refused };
}

/** A head that follows the network, a block in each slot. */
function inSync(at: number): Answers {
  const slotsBeforeStop = Math.ceil((NOON - MINUTE - at) / 12_000);
  return answersOf(slotsBeforeStop, false, {
    number: hex(NEWEST - slotsBeforeStop),
    hash: hash(NEWEST - slotsBeforeStop),
    timestamp: hex((NOON - MINUTE) / 1000 - 12 * slotsBeforeStop),
  });
}

/** In sync for ten minutes, killed a minute before noon, its port open at noon where it answers, for another minute. */
async function verdicts(
  answers: Answers | undefined,
  view: keyof typeof views,
): Promise<Array<{ at: number; verdict: Verdict }>> {
  const samples: NodeSample[] = [];
  const given: Array<{ at: number; verdict: Verdict }> = [];
  for (
    let at = NOON - 10 * MINUTE;
    at <= NOON + MINUTE;
    at += POLL_INTERVAL_MS
  ) {
    samples.push(
      at < NOON - MINUTE
        ? await look(at, inSync(at), view === 'none' ? undefined : false)
        : await look(at, at < NOON ? undefined : answers, views[view]),
    );
    const verdict = judge({
      network: sepolia,
      samples: samples.slice(),
      now: at,
      pollIntervalMs: POLL_INTERVAL_MS,
      previous: given.at(-1)?.verdict,
    });
    given.push({ at, verdict });
  }
  return given;
}

describe('after an unclean stop', () => {
  it.each(
    moments.flatMap(row =>
      (Object.keys(views) as Array<keyof typeof views>).map(
        view => [row.client.split('/')[0], row.moment, view, row] as const,
      ),
    ),
  )(
    'the right state of %s, %s, is there from the first answer on (consensus client: %s)',
    async (_client, _moment, view, row) => {
      const all = await verdicts(
        row.answers && { ...row.answers, web3_clientVersion: row.client },
        view,
      );
      expect(
        all.find(({ at }) => at === NOON - MINUTE - POLL_INTERVAL_MS),
      ).toMatchObject({
        verdict: { state: 'SYNCED', ready: true },
      });
      for (const { verdict } of all.filter(({ at }) => at >= NOON - MINUTE)) {
        expect(verdict.ready).toBe(false);
      }
      for (const { verdict } of all.filter(({ at }) => at >= NOON)) {
        expect(verdict.state).toBe(row.state);
        const reasons = verdict.reasons.join();
        expect(reasons).not.toMatch(/has not moved|undefined/);
        expect(row.excluded?.test(reasons) ?? false).toBe(false);
      }
      const first = all.find(({ at }) => at === NOON)!.verdict;
      expect(first.reasons[0]).toMatch(row.reason);
    },
  );

  it('is stalled with a head that went back and has not moved since', async () => {
    const rewound = answersOf(50, false);
    const before = NOON - 2 * MINUTE;
    const samples = [await look(before, inSync(before), undefined)];
    for (let at = NOON; at <= NOON + 6 * MINUTE; at += POLL_INTERVAL_MS) {
      samples.push(await look(at, rewound, undefined));
    }
    const stateAt = (until: number) =>
      judge({
        network: sepolia,
        samples: samples.filter(({ at }) => at <= until),
        now: until,
        pollIntervalMs: POLL_INTERVAL_MS,
      }).state;
    expect(stateAt(NOON + 4 * MINUTE)).toBe('BEHIND');
    expect(stateAt(NOON + 6 * MINUTE)).toBe('STALLED');
  });

  it('is not stalled after a client was down for longer than a stall', () => {
    const samples = [
      aSample({ at: NOON - 7 * MINUTE, age: 6 }),
      ...Array.from({ length: 41 }, (_, place) =>
        aSample({
          at: NOON + (place - 41) * POLL_INTERVAL_MS,
          execution: refused,
        }),
      ),
      aSample({ age: 6 + 7 * 60 }),
    ];
    const verdict = judge({
      network: sepolia,
      samples,
      now: NOON,
      pollIntervalMs: POLL_INTERVAL_MS,
    });
    expect(verdict.state).toBe('BEHIND');
    expect(verdict.reasons[0]).toMatch(/^head is block \d+, 7 min 6 s old$/);
  });

  it('is what docs/health.md shows', () => {
    const document = resolve(__dirname, '../../../../docs/health.md');
    const text = readFileSync(document, 'utf8');
    expect(text).toBe(withUncleanTable(text));
  });
});
