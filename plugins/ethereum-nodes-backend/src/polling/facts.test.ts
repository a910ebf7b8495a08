import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aFailedSample, aSample, noon } from '../__testUtils__/builders';
import { compareFacts, factsSchema, versionFacts } from './facts';
import { itemAt } from '../__testUtils__/itemAt';

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

describe('compareFacts', () => {
  it('returns the values before and after a change', () => {
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

  it('keeps a version while the client is down', () => {
    const down = compareFacts([geth('1.17.7')], [], noon);
    expect(down.changes).toEqual([]);
    expect(
      compareFacts(down.facts, [geth('1.17.8')], noon).changes,
    ).toHaveLength(1);
  });

  it('reports no change for a new fact', () => {
    expect(compareFacts([], [geth('1.17.8'), restarts(3)], noon)).toEqual({
      facts: [geth('1.17.8'), restarts(3)],
      changes: [],
    });
  });

  it('reports the time and cause of a restart without the count', () => {
    const since = noon - 50_000;
    const cause = 'OOMKilled (137)';
    expect(
      compareFacts([restarts(1)], [restarts(2, { since, cause })], noon)
        .changes,
    ).toEqual([
      { kind: 'restart', subject: 'geth-0/execution', at: since, cause },
    ]);
  });

  it('reports no restart for the lower count of a new pod', () => {
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
      expect(change?.at).toBe(noon);
    },
  );

  it('omits digests and identifiers', () => {
    const fact = (value: string): NodeFact => ({
      kind: 'configuration',
      subject: 'execution/arguments',
      value,
    });
    const { changes } = compareFacts([fact('a')], [fact('b')], noon);
    const change = itemAt(changes, 0);
    expect(Object.keys(change)).not.toContain('before');
    expect(Object.keys(change)).not.toContain('after');
  });

  it('limits the number of facts to the newest', () => {
    const pods = (from: number): NodeFact[] =>
      Array.from({ length: 150 }, (_, index) => ({
        kind: 'pod',
        subject: `rpc-${from + index}`,
        value: 'uid',
      }));
    const { facts } = compareFacts(pods(0), pods(150), noon);
    expect(facts).toHaveLength(200);
    expect(factsSchema.parse(facts)[0]?.subject).toBe('rpc-150');
  });
});

describe('versionFacts', () => {
  it('returns the versions of clients that answered', () => {
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
