import { toSentence } from '../../__testUtils__/toEnglish';
import type { ClusterAnswer, ClusterAccess } from './ClusterAccess';
import { findPlannedStop } from './plannedStop';

const now = Date.parse('2026-11-30T10:00:00Z');
const node = { cluster: 'eu', namespace: 'payments', name: 'geth' };
const limits = { signal: new AbortController().signal, timeoutMs: 1000 };

const announcement = (values: object) => ({
  'ethereum.nodeyard.io/maintenance': JSON.stringify({
    kind: 'snapshot',
    by: 'pod geth-snapshot-29402880-x7k2p',
    since: '2026-11-30T09:59:00Z',
    until: '2026-11-30T10:45:00Z',
    ...values,
  }),
});

interface Objects {
  statefulSet?: { annotations?: object; status?: object };
  lease?: { annotations?: object } | 'denied';
  pod?: { metadata?: object; status?: object };
}

/** An API server with these objects, which are listed by name. */
function accessTo({ statefulSet, lease, pod }: Objects) {
  const asked: string[] = [];
  const answers: Array<[string, unknown]> = [
    [
      '/apis/apps/v1/namespaces/payments/statefulsets?fieldSelector=metadata.name%3Dgeth&',
      statefulSet && {
        metadata: {
          name: 'geth',
          namespace: 'payments',
          annotations: statefulSet.annotations,
        },
        spec: {},
        status: statefulSet.status,
      },
    ],
    [
      '/apis/coordination.k8s.io/v1/namespaces/payments/leases?fieldSelector=metadata.name%3Dgeth-snapshot&',
      lease && {
        metadata: {
          name: 'geth-snapshot',
          namespace: 'payments',
          ...Object(lease),
        },
      },
    ],
    [
      '/api/v1/namespaces/payments/pods?fieldSelector=metadata.name%3Dgeth-0&',
      pod && {
        metadata: { name: 'geth-0', namespace: 'payments', ...pod.metadata },
        spec: { containers: [] },
        status: pod.status,
      },
    ],
  ];
  const get = async (cluster: string, path: string): Promise<ClusterAnswer> => {
    asked.push(`${cluster} ${path}`);
    const item = answers.find(([start]) => path.startsWith(start))?.[1];
    if (lease === 'denied' && path.includes('/leases?')) {
      return { kind: 'answer', status: 403, body: '{"kind":"Status"}' };
    }
    const items = item === undefined ? [] : [item];
    return {
      kind: 'answer',
      status: 200,
      body: JSON.stringify({ metadata: {}, items }),
    };
  };
  const access: ClusterAccess = {
    get,
    listClusters: () => Promise.reject(new Error('not asked for')),
    create: () => Promise.reject(new Error('not asked for')),
    postToPod: () => Promise.reject(new Error('not asked for')),
  };
  return { access, asked };
}

const stopOf = async (objects: Objects) => {
  const stop = await findPlannedStop(
    accessTo(objects).access,
    node,
    limits,
    now,
  );
  return { ...stop, notes: stop.notes.map(toSentence) };
};

describe('findPlannedStop', () => {
  it('finds a snapshot by its Lease', async () => {
    expect(await stopOf({ lease: { annotations: announcement({}) } })).toEqual({
      maintenance: {
        kind: 'snapshot',
        by: 'pod geth-snapshot-29402880-x7k2p',
        since: now - 60_000,
        until: now + 45 * 60_000,
      },
      notes: [],
    });
  });

  it('prefers an announcement on the StatefulSet over the Lease', async () => {
    const byHand = announcement({ kind: 'resync', by: 'ada' });
    expect(
      await stopOf({
        statefulSet: { annotations: byHand },
        lease: { annotations: announcement({}) },
      }),
    ).toMatchObject({ maintenance: { kind: 'resync', by: 'ada' } });
  });

  it('finds an upgrade while the pod of the new revision is not ready', async () => {
    const statefulSet = {
      annotations: { 'meta.helm.sh/release-name': 'geth' },
      status: { currentRevision: 'geth-1', updateRevision: 'geth-2' },
    };
    const upgrade = { kind: 'upgrade', by: 'Helm release geth' };
    const pod = (metadata: object) => ({ statefulSet, pod: { metadata } });
    expect(
      await stopOf(pod({ creationTimestamp: '2026-11-30T09:50:00Z' })),
    ).toMatchObject({
      maintenance: {
        ...upgrade,
        since: now - 600_000,
        until: now + 20 * 60_000,
      },
    });
    expect(
      await stopOf(
        pod({
          creationTimestamp: '2026-01-01T09:50:00Z',
          deletionTimestamp: '2026-11-30T09:59:00Z',
        }),
      ),
    ).toMatchObject({ maintenance: { ...upgrade, since: now - 60_000 } });
  });

  it('finds a restore while its init container runs', async () => {
    const status = {
      initContainerStatuses: [
        {
          name: 'restore',
          state: { running: { startedAt: '2026-11-30T08:00:00Z' } },
        },
      ],
    };
    expect(await stopOf({ pod: { status } })).toMatchObject({
      maintenance: {
        kind: 'restore',
        by: 'init container restore of pod geth-0',
        since: now - 2 * 3_600_000,
      },
    });
  });

  it('prefers an announcement that has not expired', async () => {
    const over = announcement({
      kind: 'resync',
      until: '2026-11-30T09:59:30Z',
    });
    expect(
      await stopOf({
        statefulSet: { annotations: over },
        lease: { annotations: announcement({}) },
      }),
    ).toMatchObject({ maintenance: { kind: 'snapshot' } });
    expect(await stopOf({ statefulSet: { annotations: over } })).toMatchObject({
      maintenance: { kind: 'resync' },
    });
  });
});

describe('findPlannedStop without a planned stop', () => {
  it.each<[string, Objects]>([
    ['without any sign of it', {}],
    [
      'when its pod fails in the one revision that there is',
      {
        statefulSet: {
          status: { currentRevision: 'geth-1', updateRevision: 'geth-1' },
        },
        pod: { metadata: { creationTimestamp: '2026-11-30T09:50:00Z' } },
      },
    ],
    [
      'when a revision brings no pod about',
      {
        statefulSet: {
          status: { currentRevision: 'geth-1', updateRevision: 'geth-2' },
        },
      },
    ],
    [
      'when its restore has ended',
      {
        pod: {
          status: {
            initContainerStatuses: [
              { name: 'restore', state: { terminated: { exitCode: 1 } } },
            ],
          },
        },
      },
    ],
  ])('%s', async (_, objects) => {
    expect(await stopOf(objects)).toEqual({ notes: [] });
  });

  it('reports an invalid announcement with its object and field', async () => {
    expect(
      await stopOf({
        statefulSet: { annotations: announcement({ until: 'tonight' }) },
      }),
    ).toEqual({
      notes: [
        'The annotation ethereum.nodeyard.io/maintenance of StatefulSet geth is not understood: until: expected a time as 2026-11-30T18:00:00Z',
      ],
    });
  });
});

it('reports the permission that reading Leases requires', async () => {
  const { notes } = await stopOf({ lease: 'denied' });
  expect(notes).toEqual([
    expect.stringMatching(
      /stopped for a snapshot is not known.*"list".*"leases"/,
    ),
  ]);
});
