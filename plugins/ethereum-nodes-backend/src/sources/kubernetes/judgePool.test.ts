import type { NodeState } from '@nodeyard/ethereum';
import { aStatus } from '../../__testUtils__/builders';
import { inEnglish } from '../../__testUtils__/inEnglish';
import { judgePool, type PoolPod } from './judgePool';
import type { PodReading } from './readPod';

const says = (state: NodeState, ready = state === 'SYNCED'): PodReading => ({
  kind: 'status',
  status: aStatus({ state, ready, summary: `It is ${state}` }),
});
const silent = {
  kind: 'failed' as const,
  reason: 'The sidecar of pod rpc-c does not answer: connection refused',
  answered: true,
};
const crashing = {
  kind: 'down' as const,
  reason: 'Pod rpc-d: container execution keeps crashing, 3 restarts',
};

function aPod(
  name: string,
  reading: PodReading,
  callersAreLedTo = reading.kind === 'status' && reading.status.verdict.ready,
): PoolPod {
  return { name, reading, callersAreLedTo };
}

function verdictOn(wanted: number, ...pods: PoolPod[]) {
  const reading = judgePool(wanted, pods, []);
  if (reading.kind !== 'status') throw new Error(JSON.stringify(reading));
  return { ...reading.status.verdict, pods: reading.pods };
}

describe('judgePool', () => {
  it('is as well as its pods when all are ready', () => {
    expect(
      verdictOn(
        2,
        aPod('rpc-a', says('SYNCED')),
        aPod('rpc-b', says('SYNCED')),
      ),
    ).toMatchObject({
      state: 'SYNCED',
      ready: true,
      summary: '2 of 2 pods ready. It is SYNCED',
      pods: { ready: 2, desired: 2 },
    });
  });

  it('is what a caller may get: the worst of the ready pods, whatever the others are', () => {
    expect(
      verdictOn(
        4,
        aPod('rpc-a', says('SYNCED')),
        aPod('rpc-b', says('INDEXING', true)),
        aPod('rpc-c', silent),
        aPod('rpc-d', crashing),
      ),
    ).toMatchObject({
      state: 'INDEXING',
      ready: true,
      summary: '2 of 4 pods ready; rpc-d does not run, and 1 more not ready',
      reasons: [crashing.reason, silent.reason, 'Head is 5 s old'],
    });
  });

  it('is as badly off as its worst pod when none is ready', () => {
    expect(
      verdictOn(
        2,
        aPod('rpc-a', says('SYNCING')),
        aPod('rpc-b', says('STALLED')),
      ),
    ).toMatchObject({
      state: 'STALLED',
      ready: false,
      summary: '0 of 2 pods ready; rpc-b is STALLED, and 1 more not ready',
    });
  });

  it('is not ready by a pod that callers are not led to, nor by one that calls itself unready', () => {
    const unready = verdictOn(
      2,
      aPod('rpc-a', says('SYNCED'), false),
      aPod('rpc-b', says('SYNCED', false), true),
    );
    expect(unready).toMatchObject({
      ready: false,
      pods: { ready: 0, desired: 2 },
    });
    expect(unready.reasons[0]).toBe(
      'rpc-a is SYNCED: It is SYNCED. It receives no traffic.',
    );
  });

  it('does not run when no pod does', () => {
    const reading = judgePool(1, [aPod('rpc-d', crashing)], []);
    expect(reading).toEqual({
      kind: 'down',
      reason: expect.anything(),
      pods: { ready: 0, desired: 1 },
    });
    expect(inEnglish(reading).reason).toBe(
      `0 of 1 pods ready. ${crashing.reason}.`,
    );
  });

  it('is unknown where callers are led to a pod that says nothing to us', () => {
    const reading = judgePool(
      2,
      [aPod('rpc-a', says('SYNCING')), aPod('rpc-c', silent, true)],
      [],
    );
    expect(reading).toMatchObject({ kind: 'failed', answered: true });
    expect(reading).not.toHaveProperty('pods', expect.anything());
  });

  it('is known to serve nobody where silent pods have no callers either', () => {
    expect(judgePool(1, [aPod('rpc-c', silent)], [])).toMatchObject({
      kind: 'failed',
      pods: { ready: 0, desired: 1 },
    });
  });

  it('gives no more reasons than a verdict takes', () => {
    const pods = Array.from({ length: 150 }, (_, index) =>
      aPod(`rpc-${index}`, says('SYNCING')),
    );
    expect(verdictOn(150, ...pods).reasons).toHaveLength(100);
  });
});
