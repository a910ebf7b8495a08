import { compareFacts } from '../../polling/facts';
import { noon } from '../../__testUtils__/builders';
import recorded from '../../__fixtures__/kubernetes/answers.json';
import { podSchema, workloadSchema, type Pod, type Workload } from './objects';
import { workloadFacts } from './workloadFacts';
import { itemAt } from '../../__testUtils__/itemAt';

const itemsOf = (path: string): unknown[] =>
  recorded.answers
    .filter(
      answer =>
        answer.account === 'reader' &&
        answer.status === 200 &&
        answer.path.startsWith(`${path}?labelSelector=ethereum`),
    )
    .flatMap(({ body }) => (body as { items?: unknown[] }).items ?? []);

const sets = itemsOf('/apis/apps/v1/statefulsets').map(item =>
  workloadSchema.parse(item),
);
const pods = itemsOf('/api/v1/pods').map(item => podSchema.parse(item));
const set = itemAt(
  sets.filter(({ metadata }) => metadata.name === 'geth'),
  0,
);
const pod = itemAt(
  pods.filter(({ metadata }) => metadata.name === 'geth-0'),
  0,
);

const changes = (
  workload: (set: Workload) => void,
  ofPod: (pod: Pod) => void = () => {},
) => {
  const after = { set: structuredClone(set), pod: structuredClone(pod) };
  workload(after.set);
  ofPod(after.pod);
  return compareFacts(
    workloadFacts(set, [pod]),
    workloadFacts(after.set, [after.pod]),
    noon,
  ).changes;
};

describe('workloadFacts of a recorded StatefulSet and pod', () => {
  it('have a kind and a subject', () => {
    const kinds = workloadFacts(set, [pod]).map(
      ({ kind, subject }) => `${kind} ${subject}`,
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        'revision geth',
        'configuration pod/annotations',
        'pod geth-0',
      ]),
    );
    const container = itemAt(set.spec.template.spec.containers, 0).name;
    expect(kinds).toEqual(
      expect.arrayContaining([
        `image ${container}`,
        `configuration ${container}/arguments`,
        `configuration ${container}/environment`,
        `configuration ${container}/resources`,
        `restart geth-0/${container}`,
      ]),
    );
  });

  it('are equal without a change', () => {
    expect(changes(() => {})).toEqual([]);
  });

  it('show a rollout: revision, image, and changed flags', () => {
    const found = changes(({ spec, status }) => {
      status.updateRevision = 'geth-7d9';
      const container = itemAt(spec.template.spec.containers, 0);
      container.image = 'ethereum/client-go:v1.17.8';
      container.args.push('--cache=8192');
    });
    expect(found).toMatchObject([
      {
        kind: 'revision',
        before: set.status.updateRevision,
        after: 'geth-7d9',
      },
      { kind: 'image', after: 'ethereum/client-go:v1.17.8' },
      { kind: 'configuration', subject: expect.stringMatching(/\/arguments$/) },
    ]);
    expect(JSON.stringify(found)).not.toContain('8192');
  });

  it('date a restart by the end of the previous run, with the cause', () => {
    const finishedAt = new Date(noon - 42_000).toISOString();
    expect(
      changes(
        () => {},
        ({ status: { containerStatuses } }) => {
          const container = itemAt(containerStatuses, 0);
          container.restartCount += 1;
          container.lastState.terminated = {
            exitCode: 137,
            reason: 'OOMKilled',
            finishedAt,
          };
        },
      ),
    ).toEqual([
      {
        kind: 'restart',
        subject: `geth-0/${pod.status.containerStatuses[0]?.name}`,
        at: noon - 42_000,
        cause: 'OOMKilled (137)',
      },
    ]);
  });

  it('distinguish a replaced pod from a restart', () => {
    const created = new Date(noon - 5_000).toISOString();
    expect(
      changes(
        () => {},
        ({ metadata, status }) => {
          metadata.uid = 'another';
          metadata.creationTimestamp = created;
          status.containerStatuses.forEach(container => {
            container.restartCount = 0;
          });
        },
      ),
    ).toEqual([{ kind: 'pod', subject: 'geth-0', at: noon - 5_000 }]);
  });
});
