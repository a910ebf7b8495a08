import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import type { Expectation, Observation, ReportedState } from './expectation';
import { findingOf, isSettled } from './finding';

const expected: Expectation = {
  states: ['WAITING_FOR_CL'],
  reason: /^consensus client has not answered .*refused/,
  blames: ['consensus client'],
  ready: false,
};
const well: ReportedState = {
  state: 'SYNCED',
  ready: true,
  reasons: ['head is block 7, 3 s old'],
  forkReady: true,
};
const silent: ReportedState = {
  state: 'WAITING_FOR_CL',
  ready: false,
  reasons: [
    'consensus client has not answered on 127.0.0.1:9596 (connection refused) since 12:03 UTC',
  ],
  forkReady: true,
};
const lookAt = (
  seconds: number,
  reported: ReportedState,
  podReady = reported.ready,
): Observation => ({
  seconds,
  sidecar: reported,
  readiness: { podReady, endpoints: podReady ? 1 : 0 },
  tab: reported,
});

describe('what was found in a situation', () => {
  test('is the second from which each judge was right for good', () => {
    const { judgements, problems } = findingOf(expected, [
      lookAt(0, well),
      lookAt(1, silent, true),
      lookAt(2, well),
      lookAt(3, silent, true),
      lookAt(4, silent),
    ]);
    assert.deepEqual(problems, []);
    assert.equal(judgements.sidecar.seconds, 3);
    assert.equal(judgements.readiness.seconds, 4);
  });

  test('is not settled while one of the three is not right', () => {
    assert.equal(isSettled(expected, lookAt(1, silent)), true);
    assert.equal(isSettled(expected, lookAt(1, silent, true)), false);
    const unseen = { ...lookAt(1, silent), tab: undefined };
    assert.equal(isSettled(expected, unseen), false);
  });

  test('is a problem where the state is right and the reason is not', () => {
    const reasons = ['execution client is at block 0'];
    const { judgements, problems } = findingOf(expected, [
      lookAt(1, { ...silent, reasons }),
    ]);
    assert.equal(judgements.sidecar.seconds, undefined);
    assert.deepEqual(problems, [
      'sidecar: it says WAITING_FOR_CL: execution client is at block 0',
      'tab: it says WAITING_FOR_CL: execution client is at block 0',
    ]);
  });

  test('is a problem where a reason once blamed what gives no evidence', () => {
    const reasons = [...silent.reasons, 'check the JWT secret'];
    const { problems } = findingOf(expected, [
      lookAt(1, { ...silent, reasons }),
      lookAt(2, silent),
    ]);
    assert.deepEqual(problems, [
      'blames engine API without evidence: check the JWT secret',
    ]);
  });

  test('asks for the cause among the further reasons, and for the flag', () => {
    const withCause: Expectation = {
      ...expected,
      cause: /does not know Cancun/,
      blames: ['consensus client', 'fork'],
      forkReady: false,
    };
    const flagged: ReportedState = {
      ...silent,
      forkReady: false,
      reasons: [
        ...silent.reasons,
        'execution client does not know Cancun: upgrade it',
      ],
    };
    assert.deepEqual(findingOf(withCause, [lookAt(1, flagged)]).problems, []);
    assert.match(
      ensurePresent(findingOf(withCause, [lookAt(1, silent)]).problems[0]),
      /none of its reasons names the cause/,
    );
    assert.match(
      ensurePresent(
        findingOf(withCause, [lookAt(1, { ...flagged, forkReady: true })])
          .problems[0],
      ),
      /forkReady: true/,
    );
  });

  test('has another opinion of the tab where Backstage sees more', () => {
    const stall: Expectation = {
      states: ['BEHIND'],
      reason: /^head is block/,
      blames: ['the network itself'],
      ready: false,
      tab: { states: ['NETWORK_STALL'], reason: /do not restart the node$/ },
    };
    const behind: ReportedState = { ...well, state: 'BEHIND', ready: false };
    const seen: ReportedState = {
      ...behind,
      state: 'NETWORK_STALL',
      reasons: [
        'head is block 7, and none of 2 other node(s) of this network has a newer one: look for a common cause, do not restart the node',
      ],
    };
    const look = { ...lookAt(1, behind), tab: seen };
    assert.equal(isSettled(stall, look), true);
    assert.equal(isSettled(stall, { ...look, tab: behind }), false);
  });

  test('names what was never looked at', () => {
    assert.equal(findingOf(expected, []).problems.length, 3);
  });

  test('tells the course of states', () => {
    const { course } = findingOf(expected, [
      lookAt(0, well),
      lookAt(1, well),
      lookAt(2, silent),
    ]);
    assert.deepEqual(
      course.map(({ seconds, state }) => [seconds, state]),
      [
        [0, 'SYNCED'],
        [2, 'WAITING_FOR_CL'],
      ],
    );
  });
});
