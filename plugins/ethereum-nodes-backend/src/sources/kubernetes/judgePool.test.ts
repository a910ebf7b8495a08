import type { NodeState } from '@nodeyard/ethereum';
import { aStatus } from '../../__testUtils__/builders';
import { toEnglish } from '../../__testUtils__/toEnglish';
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
  receivesTraffic = reading.kind === 'status' && reading.status.verdict.ready,
): PoolPod {
  return { name, reading, receivesTraffic };
}

function verdictOn(desired: number, ...pods: PoolPod[]) {
  const reading = judgePool(desired, pods, []);
  if (reading.kind !== 'status') throw new Error(JSON.stringify(reading));
  return { ...reading.status.verdict, pods: reading.pods };
}

describe('judgePool', () => {
  it('has the state of its pods if all are ready', () => {
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

  it('has the worst state of the ready pods, regardless of the others', () => {
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

  it('has the state of the worst pod if none is ready', () => {
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

  it('is not ready by a pod without traffic, nor by one that reports itself as unready', () => {
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

  it('is down if every pod is', () => {
    const reading = judgePool(1, [aPod('rpc-d', crashing)], []);
    expect(reading).toEqual({
      kind: 'down',
      reason: expect.anything(),
      pods: { ready: 0, desired: 1 },
    });
    expect(toEnglish(reading).reason).toBe(
      `0 of 1 pods ready. ${crashing.reason}.`,
    );
  });

  it('is unknown if a silent pod receives traffic', () => {
    const reading = judgePool(
      2,
      [aPod('rpc-a', says('SYNCING')), aPod('rpc-c', silent, true)],
      [],
    );
    expect(reading).toMatchObject({ kind: 'failed', answered: true });
    expect(reading).not.toHaveProperty('pods', expect.anything());
  });

  it('is unavailable if silent pods receive no traffic', () => {
    expect(judgePool(1, [aPod('rpc-c', silent)], [])).toMatchObject({
      kind: 'failed',
      pods: { ready: 0, desired: 1 },
    });
  });

  it('limits the number of reasons', () => {
    const pods = Array.from({ length: 150 }, (_, index) =>
      aPod(`rpc-${index}`, says('SYNCING')),
    );
    expect(verdictOn(150, ...pods).reasons).toHaveLength(100);
  });
});
