/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { aSample, hash, noon, refused, sepolia } from '../__fixtures__/aSample';
import { rpcFetch, type Answers } from '../__fixtures__/rpcFetch';
import { withUncleanTable } from '../__fixtures__/unclean/document';
import {
  answers as answersOf,
  moments,
  newest,
} from '../__fixtures__/unclean/stops';
import { probeNode } from '../probe/probeNode';
import { judge } from './judge';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';

const pollIntervalMs = 10_000;
const minute = 60_000;
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
  const slotsBeforeStop = Math.ceil((noon - minute - at) / 12_000);
  return answersOf(slotsBeforeStop, false, {
    number: hex(newest - slotsBeforeStop),
    hash: hash(newest - slotsBeforeStop),
    timestamp: hex((noon - minute) / 1000 - 12 * slotsBeforeStop),
  });
}

/** In sync for ten minutes, killed a minute before noon, its port open at noon where it answers, for another minute. */
async function verdicts(
  answers: Answers | undefined,
  view: keyof typeof views,
): Promise<Array<{ at: number; verdict: Verdict }>> {
  const samples: NodeSample[] = [];
  const given: Array<{ at: number; verdict: Verdict }> = [];
  for (let at = noon - 10 * minute; at <= noon + minute; at += pollIntervalMs) {
    samples.push(
      at < noon - minute
        ? await look(at, inSync(at), view === 'none' ? undefined : false)
        : await look(at, at < noon ? undefined : answers, views[view]),
    );
    const verdict = judge({
      network: sepolia,
      samples: samples.slice(),
      now: at,
      pollIntervalMs,
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
        all.find(({ at }) => at === noon - minute - pollIntervalMs),
      ).toMatchObject({
        verdict: { state: 'SYNCED', ready: true },
      });
      for (const { verdict } of all.filter(({ at }) => at >= noon - minute)) {
        expect(verdict.ready).toBe(false);
      }
      for (const { verdict } of all.filter(({ at }) => at >= noon)) {
        expect(verdict.state).toBe(row.state);
        const reasons = verdict.reasons.join();
        expect(reasons).not.toMatch(/has not moved|undefined/);
        expect(row.never?.test(reasons) ?? false).toBe(false);
      }
      const first = all.find(({ at }) => at === noon)!.verdict;
      expect(first.reasons[0]).toMatch(row.reason);
    },
  );

  it('a head that went back is stalled when it has stood still since', async () => {
    const rewound = answersOf(50, false);
    const before = noon - 2 * minute;
    const samples = [await look(before, inSync(before), undefined)];
    for (let at = noon; at <= noon + 6 * minute; at += pollIntervalMs) {
      samples.push(await look(at, rewound, undefined));
    }
    const stateAt = (until: number) =>
      judge({
        network: sepolia,
        samples: samples.filter(({ at }) => at <= until),
        now: until,
        pollIntervalMs,
      }).state;
    expect(stateAt(noon + 4 * minute)).toBe('BEHIND');
    expect(stateAt(noon + 6 * minute)).toBe('STALLED');
  });

  it('a client that was gone for longer than a stall has not stalled meanwhile', () => {
    const samples = [
      aSample({ at: noon - 7 * minute, age: 6 }),
      ...Array.from({ length: 41 }, (_, place) =>
        aSample({
          at: noon + (place - 41) * pollIntervalMs,
          execution: refused,
        }),
      ),
      aSample({ age: 6 + 7 * 60 }),
    ];
    const verdict = judge({
      network: sepolia,
      samples,
      now: noon,
      pollIntervalMs,
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
