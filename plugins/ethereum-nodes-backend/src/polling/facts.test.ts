import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aFailedSample, aSample, noon } from '../__testUtils__/builders';
import { compareFacts, factsSchema, versionFacts } from './facts';

const geth = (version: string): NodeFact => ({
  kind: 'version',
  subject: 'execution',
  value: `Geth/v${version}`,
});
const restarts = (count: number, fact: Partial<NodeFact> = {}): NodeFact => ({
  kind: 'restart',
  subject: 'geth-0/execution',
  value: String(count),
  ...fact,
});

describe('changesOf', () => {
  it('says what a value was and is', () => {
    expect(
      compareFacts([geth('1.17.7')], [geth('1.17.8')], noon).changes,
    ).toEqual([
      {
        kind: 'version',
        subject: 'execution',
        at: noon,
        before: 'Geth/v1.17.7',
        after: 'Geth/v1.17.8',
      },
    ]);
  });

  it('remembers a version while the client is down', () => {
    const down = compareFacts([geth('1.17.7')], [], noon);
    expect(down.changes).toEqual([]);
    expect(
      compareFacts(down.facts, [geth('1.17.8')], noon).changes,
    ).toHaveLength(1);
  });

  it('takes what it sees for the first time for no change', () => {
    expect(compareFacts([], [geth('1.17.8'), restarts(3)], noon)).toEqual({
      facts: [geth('1.17.8'), restarts(3)],
      changes: [],
    });
  });

  it('dates a restart by its cluster, gives the cause, and no count', () => {
    const since = noon - 50_000;
    const cause = 'OOMKilled (137)';
    expect(
      compareFacts([restarts(1)], [restarts(2, { since, cause })], noon)
        .changes,
    ).toEqual([
      { kind: 'restart', subject: 'geth-0/execution', at: since, cause },
    ]);
  });

  it('takes the smaller count of a new pod for no restart', () => {
    expect(compareFacts([restarts(5)], [restarts(0)], noon).changes).toEqual(
      [],
    );
  });

  it.each([
    ['to come', noon + 1],
    ['long past', 0],
  ])(
    'dates by its own clock what a cluster dates into a time %s',
    (_, since) => {
      const [change] = compareFacts(
        [restarts(1)],
        [restarts(2, { since })],
        noon,
      ).changes;
      expect(change.at).toBe(noon);
    },
  );

  it('shows no digests and identifiers', () => {
    const fact = (value: string): NodeFact => ({
      kind: 'configuration',
      subject: 'execution/arguments',
      value,
    });
    const [change] = compareFacts([fact('a')], [fact('b')], noon).changes;
    expect(Object.keys(change)).not.toContain('before');
    expect(Object.keys(change)).not.toContain('after');
  });

  it('forgets the oldest of too many, so that pods which come and go fill nothing', () => {
    const pods = (from: number): NodeFact[] =>
      Array.from({ length: 150 }, (_, index) => ({
        kind: 'pod',
        subject: `rpc-${from + index}`,
        value: 'uid',
      }));
    const { facts } = compareFacts(pods(0), pods(150), noon);
    expect(facts).toHaveLength(200);
    expect(factsSchema.parse(facts)[0].subject).toBe('rpc-150');
  });
});

describe('versionsIn', () => {
  it('names those of the clients that answered', () => {
    expect(versionFacts(aSample())).toEqual([
      {
        kind: 'version',
        subject: 'execution',
        value: 'Geth/v1.17.8-stable/linux-amd64/go1.26.8',
      },
    ]);
    expect(versionFacts(aFailedSample())).toEqual([]);
    expect(versionFacts(undefined)).toEqual([]);
  });
});
