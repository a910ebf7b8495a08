/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { fuzz, howMany } from '../../../../tests/fuzz/fuzz';
import { mutated } from '../../../../tests/fuzz/mutations';
import { recordedDevnet } from '../__fixtures__/networks';
import {
  answersOf,
  callOf,
  readState,
  replay,
  stateNames,
} from '../__fixtures__/replay';
import { judge } from '../health/judge';
import { nodeSampleSchema, type NodeSample } from '../health/sample';
import { nodeStatusSchema, type NodeStatus } from '../health/status';
import { verdictSchema, type Verdict } from '../health/verdict';
import { ProbeMemory } from './memory';
import { probeConsensus } from './probeConsensus';
import { probeExecution } from './probeExecution';
import { probeNode } from './probeNode';

const TIMEOUT_MS = 10_000;
const POLL_INTERVAL_MS = 5000;
/** Of the recorded devnet: four slots. */
const FRESH_SECONDS = 12;

/** Well-formed answers of a real pair in sync, as text. */
const pair = readState('a2_synced_follower_pair');
const genesis = answersOf(pair)('eth_getBlockByNumber(0x0)');
const recorded = {
  ...pair.calls,
  ...(genesis && { 'eth_getBlockByNumber(0x0)': genesis }),
};
const bodies = Object.fromEntries(
  Object.entries(recorded).map(([call, answer]) => [
    call,
    JSON.stringify('body' in answer ? answer.body : {}),
  ]),
);
/** The same calls in every other recorded state; a victim answers with any of them. */
const others = Object.fromEntries(
  stateNames.flatMap(state =>
    Object.entries(readState(state).calls).flatMap(([call, answer]) =>
      'body' in answer && call in bodies
        ? [[`${call} ${state}`, JSON.stringify(answer.body)]]
        : [],
    ),
  ),
);
const at = Date.parse(pair.at);

const inputs = fc.record({
  answers: fc.array(fc.oneof(mutated(bodies), mutated(others)), {
    minLength: 1,
    maxLength: 2,
  }),
  status: fc.oneof(
    { weight: 9, arbitrary: fc.constant(200) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(204, 302, 400, 401, 500, 599),
    },
  ),
  /** Whether the client answers JSON-RPC batches, with HTTP 200. */
  batches: fc.boolean(),
});

const BASE_URL = 'http://127.0.0.1';
let well: NodeSample;
let longestDetail = 0;

async function check({
  answers,
  status: statusOfSingle,
  batches = false,
}: {
  answers: Array<{ seed: string; text: string }>;
  status: number;
  batches?: boolean;
}): Promise<void> {
  const status = batches ? 200 : statusOfSingle;
  const texts = new Map(
    answers.map(({ seed, text }) => [seed.replace(/ .*/s, ''), text]),
  );
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const calls: unknown = init?.body
      ? JSON.parse(String(init.body))
      : undefined;
    if (Array.isArray(calls)) return new Response(batchOf(calls, texts));
    const call = callOf(String(input), init?.body);
    const text = texts.get(call);
    return text === undefined
      ? new Response(bodies[call] ?? '{}')
      : new Response(status === 204 ? null : text, { status });
  };
  const memory = batches ? new ProbeMemory() : undefined;
  // Only a client whose answer is mutated is asked again.
  const victims = [...texts.keys()];
  const sample: NodeSample = { ...well };
  if (victims.some(call => !call.startsWith('/'))) {
    sample.execution = await probeExecution({
      fetch,
      timeoutMs: TIMEOUT_MS,
      url: BASE_URL,
      memory,
    });
  }
  if (victims.some(call => call.startsWith('/'))) {
    sample.consensus = await probeConsensus({
      fetch,
      timeoutMs: TIMEOUT_MS,
      url: BASE_URL,
    });
  }

  for (const reply of [sample.execution, sample.consensus]) {
    if (reply.kind !== 'failed') continue;
    longestDetail = Math.max(longestDetail, reply.detail.length);
    expect(reply.reason).not.toBe('timeout');
  }
  const verdict = judge({
    network: recordedDevnet,
    samples: [{ ...sample, at: at - POLL_INTERVAL_MS }, sample],
    now: at,
    pollIntervalMs: POLL_INTERVAL_MS,
  });
  expectTakenByAll(sample, verdict);
  expectNotFalselyGood(verdict, call =>
    texts.has(call) && status !== 200
      ? undefined
      : texts.get(call) ?? bodies[call],
  );
  // What a client valueAt is quoted after "got" or follows "error".
  const ownWords = verdict.reasons.join().replace(/(got|error) .*/gs, '');
  expect(ownWords).not.toMatch(/undefined|NaN|Infinity/);
}

/** The answer to a batch: that to each call, with the ID of the call where it has one. */
function batchOf(
  calls: ReadonlyArray<{ id: number }>,
  texts: ReadonlyMap<string, string>,
): string {
  const responses = calls.map(call => {
    const name = callOf(BASE_URL, JSON.stringify(call));
    const text = texts.get(name) ?? bodies[name] ?? '{}';
    return text.replace('"id":1', `"id":${call.id}`);
  });
  return `[${responses.join(',')}]`;
}

/** Of the sidecar's own status, of the backend that reads it, and of the database that gives it back. */
function expectTakenByAll(sample: NodeSample, verdict: Verdict): void {
  const taken = nodeSampleSchema.parse(sample);
  expect(nodeSampleSchema.parse(JSON.parse(JSON.stringify(taken)))).toEqual(
    taken,
  );
  verdictSchema.parse(verdict);
  const status: NodeStatus = {
    schemaVersion: 1,
    node: { name: 'geth-0', network: recordedDevnet.name },
    verdict,
    sample,
    sidecar: { version: '1', startedAt: at, pollIntervalMs: POLL_INTERVAL_MS },
  };
  const read = nodeStatusSchema.parse(JSON.parse(JSON.stringify(status)));
  expect(nodeStatusSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(
    read,
  );
}

/** Reads what was answered in its own way: ready and finalizing are claims that it must bear out. */
function expectNotFalselyGood(
  { ready, finality }: Verdict,
  textOf: (call: string) => string | undefined,
): void {
  const valueAt = (call: string, ...path: string[]): unknown =>
    path.reduce<unknown>(
      (value, key) => Object(value)[key],
      parsed(textOf(call)),
    );
  const number = (value: unknown) =>
    typeof value === 'string' ? Number(value) : NaN;
  const latest = 'eth_getBlockByNumber(latest)';
  const node = '/eth/v1/node/syncing';
  if (ready) {
    const block0 = valueAt('eth_getBlockByNumber(0x0)', 'result', 'hash');
    const isOther =
      typeof block0 === 'string' &&
      /^0x[0-9a-f]{64}$/i.test(block0) &&
      number(valueAt('eth_getBlockByNumber(0x0)', 'result', 'number')) === 0 &&
      number(valueAt('eth_getBlockByNumber(0x0)', 'result', 'timestamp')) <
        4e9 &&
      block0.toLowerCase() !== recordedDevnet.genesisHash;
    expect({
      isOther,
      chainId: number(valueAt('eth_chainId', 'result')),
      isFresh:
        at / 1000 - number(valueAt(latest, 'result', 'timestamp')) <=
        FRESH_SECONDS + 0.5,
      isBeyondGenesis: number(valueAt(latest, 'result', 'number')) > 0,
      isOptimistic: valueAt(node, 'data', 'is_optimistic') === true,
      isOffline: valueAt(node, 'data', 'el_offline') === true,
      isNear: number(valueAt(node, 'data', 'sync_distance')) <= 4,
    }).toEqual({
      isOther: false,
      chainId: recordedDevnet.chainId,
      isFresh: true,
      isBeyondGenesis: true,
      isOptimistic: false,
      isOffline: false,
      isNear: true,
    });
  }
  if (finality?.finalizing) {
    const checkpoints = '/eth/v1/beacon/states/head/finality_checkpoints';
    const finalized = number(
      valueAt(checkpoints, 'data', 'finalized', 'epoch'),
    );
    const { genesisTime = 0, secondsPerSlot, slotsPerEpoch } = recordedDevnet;
    const slot = (at / 1000 - genesisTime) / secondsPerSlot;
    expect(slot / slotsPerEpoch - finalized).toBeLessThan(5);
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

describe('probes, fuzzed', () => {
  beforeAll(async () => {
    well = await probeNode({
      executionUrl: BASE_URL,
      consensusUrl: BASE_URL,
      fetch: replay(answersOf(pair)),
      timeoutMs: TIMEOUT_MS,
      now: () => at,
    });
  });

  it('start from a ready pair', () => {
    const samples = [{ ...well, at: at - POLL_INTERVAL_MS }, well];
    expect(
      judge({
        network: recordedDevnet,
        samples,
        now: at,
        pollIntervalMs: POLL_INTERVAL_MS,
      }),
    ).toMatchObject({ state: 'SYNCED', ready: true });
  });

  it(`do not throw, hang, give a false verdict or keep memory: ${howMany}`, async () => {
    const before = heldBytes();
    await fuzz({ name: 'probes', inputs, check });
    expect(longestDetail).toBeLessThan(400);
    expect(heldBytes() - before).toBeLessThan(32 * 1024 * 1024);
  }, 3_600_000);
});

/** What is still held after everything that can go is gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
