/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
import fc from 'fast-check';
import { fuzz, howMany } from '../../../../../tests/fuzz/fuzz';
import { recordedDevnet } from '../../__fixtures__/networks';
import {
  answersOf,
  readState,
  replay,
  stateNames,
} from '../../__fixtures__/replay';
import { withBatches } from '../../__fixtures__/withBatches';
import { judge } from '../../health/judge';
import type {
  ConsensusSample,
  ExecutionSample,
  Reply,
} from '../../health/sample';
import { ProbeMemory } from '../memory';
import { probeConsensus } from '../probeConsensus';
import { probeExecution } from '../probeExecution';

const POLL_INTERVAL_MS = 5000;
/** Longer than a batch may take, so that no answer is late. */
const PROBE = { url: 'http://127.0.0.1', timeoutMs: 10_000 };
/** Of states in which a client does not answer at all. */
const IMPATIENT_MS = 100;

/** A recorded state, and what single calls find in it. */
interface Truth {
  now: number;
  fetch: typeof fetch;
  execution: Reply<ExecutionSample>;
  consensus: Reply<ConsensusSample> | { kind: 'not-configured' };
}

const truths = new Map<string, Truth>();

const wrongIds = fc.oneof(
  fc.constantFrom(null, '1', 0, -1, 1.5, 100, 2 ** 53, true, [1], { id: 1 }),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
);
const errors = fc.oneof(
  fc.record({
    code: fc.constantFrom(-32005, -32600, -32601, -32000, 429),
    message: fc.string({ maxLength: 40 }),
  }),
  fc.constantFrom('no', null, {}, { code: 'x', message: 1 }, { code: -32000 }),
);
const foreign = fc.record({
  id: wrongIds,
  result: fc.constantFrom('0x1', true, {}),
});

/** Changes of a batch that leave what a response says: its order, its members, their IDs, and errors in their place. */
const mutations = fc.oneof(
  fc.record({
    kind: fc.constant('reorder' as const),
    keys: fc.array(fc.nat(100), { minLength: 7, maxLength: 7 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), index: fc.nat(100) }),
  fc.record({
    kind: fc.constant('repeat' as const),
    index: fc.nat(100),
    to: fc.nat(100),
  }),
  fc.record({
    kind: fc.constant('id' as const),
    index: fc.nat(100),
    id: fc.option(wrongIds, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('error' as const),
    index: fc.nat(100),
    error: fc.option(errors, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('replace' as const),
    index: fc.nat(100),
    member: fc.constantFrom<unknown>(null, '', 'x', 0, [], [{ id: 1 }]),
  }),
  fc.record({
    kind: fc.constant('append' as const),
    members: fc.array(foreign, { maxLength: 12 }),
  }),
);

type Mutation = typeof mutations extends fc.Arbitrary<infer T> ? T : never;

/** Bodies that are no list of the members, or not all of it. */
const bodies = {
  object: members => JSON.stringify({ ...members }),
  nested: members => JSON.stringify([members]),
  first: members => JSON.stringify(members[0] ?? null),
  result: members => JSON.stringify({ id: 1, result: members }),
  lines: members => members.map(member => JSON.stringify(member)).join('\n'),
  many: members => `[${JSON.stringify(members)},${'[],'.repeat(50_000)}0]`,
  huge: members => `${JSON.stringify(members)}${' '.repeat(1_300_000)}`,
  deep: members => `${'['.repeat(2_000)}${JSON.stringify(members)}`,
  half: members => JSON.stringify(members).slice(0, -20),
  empty: () => '',
  null: () => 'null',
  html: () => '<html>',
  error: () =>
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches"}}',
} satisfies Record<string, (members: unknown[]) => string>;

const inputs = fc.record({
  state: fc.constantFrom(...stateNames),
  mutate: fc.array(mutations, { maxLength: 4 }),
  body: fc.option(
    fc.constantFrom(...(Object.keys(bodies) as Array<keyof typeof bodies>)),
    { freq: 1, nil: null },
  ),
  status: fc.oneof(
    { weight: 9, arbitrary: fc.constant(200) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(207, 301, 400, 401, 403, 413, 429, 500, 503),
    },
  ),
});

type Input = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

/** How often each was seen, so that the property does not hold for want of subjects. */
const seen = { same: 0, partly: 0, failed: 0, ready: 0 };

async function check({ state, mutate, body, status }: Input): Promise<void> {
  const truth = truths.get(state);
  // A client that does not answer has no batch to mutate.
  if (!truth) return;
  const { fetch } = withBatches(truth.fetch, responses => {
    const members = mutate.reduce<unknown[]>(mutated, responses);
    const text = body ? bodies[body](members) : JSON.stringify(members);
    return new Response(text, { status });
  });
  const memory = new ProbeMemory();
  // The second probe sends single calls if the first found that batches are refused.
  for (let probes = 0; probes < 2; probes += 1) {
    const actual = await probeExecution({ ...PROBE, fetch, memory });
    expectSameOrExplicit(actual, truth.execution);
    if (isReady(truth, actual)) {
      seen.ready += 1;
      expect(isReady(truth, truth.execution)).toBe(true);
    }
  }
}

function mutated(members: unknown[], mutation: Mutation): unknown[] {
  const change = (index: number, changed: (member: object) => unknown) =>
    members.map((member, position) =>
      position === index % members.length ? changed(Object(member)) : member,
    );
  switch (mutation.kind) {
    case 'reorder':
      return members
        .map((member, index) => ({ member, key: mutation.keys[index] ?? 0 }))
        .sort((one, other) => one.key - other.key)
        .map(({ member }) => member);
    case 'remove':
      return members.toSpliced(mutation.index % (members.length + 1), 1);
    case 'repeat':
      return members.toSpliced(
        mutation.to % (members.length + 1),
        0,
        members[mutation.index % (members.length + 1)],
      );
    case 'id':
      return change(mutation.index, member => ({ ...member, id: mutation.id }));
    case 'error':
      return change(mutation.index, member => ({
        id: Reflect.get(member, 'id'),
        error: mutation.error,
      }));
    case 'replace':
      return change(mutation.index, () => mutation.member);
    default:
      return [...members, ...mutation.members];
  }
}

/** A field has the value that single calls give it, or it is absent with a reason. */
function expectSameOrExplicit(
  actual: Reply<ExecutionSample>,
  expected: Reply<ExecutionSample>,
): void {
  if (actual.kind !== 'ok') {
    seen.failed += 1;
    expect(actual.reason).not.toBe('timeout');
    return;
  }
  if (expected.kind !== 'ok') throw new Error('single calls fail');
  const { unanswered = {}, forksUnknown, ...fields } = actual.value;
  const { value } = expected;
  expect(value).toMatchObject(fields);
  const reasons = new Map<string, unknown>([
    ['genesisHash', unanswered.genesis],
    ['clientVersion', unanswered.version],
    ['syncing', unanswered.syncing],
    ['peers', unanswered.peers],
    ['forks', forksUnknown],
    ['unanswered', 'none'],
    ['forksUnknown', 'none'],
  ]);
  const absent = Object.keys(value).filter(field => !(field in fields));
  const unexplained = absent.filter(field => reasons.get(field) === undefined);
  expect(unexplained).toEqual([]);
  seen[absent.length === 0 ? 'same' : 'partly'] += 1;
}

function isReady({ now, consensus }: Truth, execution: Reply<ExecutionSample>) {
  return judge({
    network: recordedDevnet,
    samples: [now - POLL_INTERVAL_MS, now].map(at => ({
      at,
      execution,
      consensus,
    })),
    now,
    pollIntervalMs: POLL_INTERVAL_MS,
  }).ready;
}

async function takeTruth(state: string): Promise<void> {
  const recorded = readState(state);
  const fetch = replay(answersOf(recorded));
  const impatient = { ...PROBE, fetch, timeoutMs: IMPATIENT_MS };
  const [execution, consensus] = await Promise.all([
    probeExecution(impatient),
    probeConsensus(impatient),
  ]);
  if (execution.kind === 'failed' && execution.reason === 'timeout') return;
  const now = Date.parse(recorded.at);
  truths.set(state, { now, fetch, execution, consensus });
}

describe('answers to batches, fuzzed', () => {
  beforeAll(async () => {
    await Promise.all(stateNames.map(takeTruth));
  });

  it(`give the verdict of single calls, or an explicit error: ${howMany}`, async () => {
    await fuzz({ name: 'batches', inputs, check });
    for (const [outcome, count] of Object.entries(seen)) {
      expect({ outcome, isSeen: count > 50 }).toEqual({
        outcome,
        isSeen: true,
      });
    }
  }, 3_600_000);
});
