import {
  ANNOTATION_ENTITY_REF,
  ANNOTATION_OWNER,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { toSentence } from '../../__testUtils__/toEnglish';
import { type Pod, podSchema, workloadSchema } from './objects';
import { isActivePodOf } from './pool';
import { podTrouble } from './podTrouble';
import { belongsTo, toStatefulSetNode } from './workloads';

const trouble = (pod: Pod) => toSentence(podTrouble(pod));

const workload = workloadSchema.parse({
  metadata: { name: 'geth', namespace: 'eth' },
  spec: {},
});
const aPod = (
  pod: { metadata?: object; spec?: object; status?: object } = {},
) =>
  podSchema.parse({
    metadata: { name: 'geth-0', namespace: 'eth', ...pod.metadata },
    spec: { containers: [{ name: 'geth' }], ...pod.spec },
    status: { phase: 'Running', ...pod.status },
  });

describe('toStatefulSetNode', () => {
  it('encodes cluster names into unique URL path segments', () => {
    const idIn = (cluster: string) =>
      toStatefulSetNode(cluster, workload, []).id;
    expect(idIn('arn:aws:eks:eu-west-1:1:cluster/prod')).toBe(
      'arn:aws:eks:eu-west-1:1:cluster=2fprod~eth~geth',
    );
    expect(idIn('a/b')).not.toBe(idIn('a=2fb'));
    expect(idIn('a~b')).not.toBe(idIn('a') + idIn('b'));
  });

  it('has an unknown network without the label', () => {
    expect(toStatefulSetNode('eu', workload, [])).toMatchObject({
      network: 'unknown',
      ownerRef: undefined,
    });
  });

  it('accepts only full entity references in annotations', () => {
    const refs = (owner: string, entityRef: string) => {
      const annotations = {
        [ANNOTATION_OWNER]: owner,
        [ANNOTATION_ENTITY_REF]: entityRef,
      };
      const annotated = {
        ...workload,
        metadata: { ...workload.metadata, annotations },
      };
      const node = toStatefulSetNode('eu', annotated, []);
      return [node.ownerRef, node.entityRef];
    };
    expect(refs('Group:Payments', 'component:default/geth')).toEqual([
      'group:default/payments',
      'component:default/geth',
    ]);
    expect(refs('payments', '')).toEqual([undefined, undefined]);
    expect(
      refs(`group:default/${'x'.repeat(250)}`, 'component:default/a\0b'),
    ).toEqual([undefined, undefined]);
  });

  it('uses the port named health of any container', () => {
    const spec = {
      initContainers: [
        {
          name: 'node-health',
          restartPolicy: 'Always',
          ports: [{ name: 'health', containerPort: 9000 }],
        },
      ],
    };
    expect(toStatefulSetNode('eu', workload, [aPod({ spec })]).locator).toEqual(
      {
        pods: [{ name: 'geth-0', port: 9000 }],
      },
    );
  });
});

describe('belongsTo', () => {
  it('accepts the controller only, in the same namespace', () => {
    const ownerReferences = [
      { kind: 'StatefulSet', name: 'geth', controller: true },
    ];
    expect(belongsTo(aPod({ metadata: { ownerReferences } }), workload)).toBe(
      true,
    );
    expect(
      belongsTo(
        aPod({ metadata: { ownerReferences, namespace: 'other' } }),
        workload,
      ),
    ).toBe(false);
    expect(
      belongsTo(
        aPod({
          metadata: {
            ownerReferences: [{ ...ownerReferences[0], controller: false }],
          },
        }),
        workload,
      ),
    ).toBe(false);
    expect(belongsTo(aPod(), workload)).toBe(false);
  });
});

describe('isActivePodOf', () => {
  const pool = { deployment: 'rpc', selector: '', wanted: 1 };
  const metadata = {
    labels: { 'pod-template-hash': '58f9' },
    ownerReferences: [
      { kind: 'ReplicaSet', name: 'rpc-58f9', controller: true },
    ],
  };

  it("includes pods of the Deployment's ReplicaSets", () => {
    expect(isActivePodOf(aPod({ metadata }), pool)).toBe(true);
    const other = { ...pool, deployment: 'rpc-58f9' };
    expect(isActivePodOf(aPod({ metadata }), other)).toBe(false);
    expect(isActivePodOf(aPod(), pool)).toBe(false);
  });

  it('excludes pods that the ReplicaSet has replaced', () => {
    const deletionTimestamp = '2026-11-23T12:00:00Z';
    const stopped = aPod({ metadata: { ...metadata, deletionTimestamp } });
    expect(isActivePodOf(stopped, pool)).toBe(false);
    const evicted = aPod({ metadata, status: { phase: 'Failed' } });
    expect(isActivePodOf(evicted, pool)).toBe(false);
  });
});

describe('podTrouble', () => {
  it('returns undefined for a running pod with a native sidecar', () => {
    const spec = {
      initContainers: [{ name: 'node-health', restartPolicy: 'Always' }],
    };
    const status = {
      initContainerStatuses: [{ name: 'node-health', state: { running: {} } }],
    };
    expect(trouble(aPod({ spec, status }))).toBeUndefined();
  });

  it('distinguishes a deleted pod, an evicted one and one that starts', () => {
    expect(
      trouble(
        aPod({ metadata: { deletionTimestamp: '2026-11-23T12:00:00Z' } }),
      ),
    ).toBe('Pod geth-0 is being stopped');
    expect(
      trouble(
        aPod({
          status: {
            phase: 'Failed',
            reason: 'Evicted',
            message: 'The node was low on disk',
          },
        }),
      ),
    ).toBe('Pod geth-0 failed: Evicted: The node was low on disk');
    expect(trouble(aPod({ status: { phase: 'Pending' } }))).toBe(
      'Pod geth-0 is starting',
    );
  });

  it('reports that the kernel killed it for its memory', () => {
    const containerStatuses = [
      {
        name: 'geth',
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      },
    ];
    expect(trouble(aPod({ status: { containerStatuses } }))).toBe(
      'Pod geth-0: container geth keeps crashing, 4 restarts: last exit code 137 (OOMKilled)',
    );
  });

  it('truncates long messages', () => {
    const containerStatuses = [
      {
        name: 'geth',
        state: {
          waiting: { reason: 'RunContainerError', message: 'x'.repeat(5000) },
        },
      },
    ];
    expect(
      trouble(aPod({ status: { containerStatuses } }))?.length,
    ).toBeLessThan(450);
  });
});
