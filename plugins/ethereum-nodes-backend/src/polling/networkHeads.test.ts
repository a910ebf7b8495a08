import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode, aSample, aStatus } from '../__testUtils__/builders';
import { NetworkHeads } from './networkHeads';
import { itemAt } from '../__testUtils__/itemAt';

const read = (id: string, reading: NodeReading, network = 'sepolia') => ({
  known: { node: aNode({ id, network }), source: 'static' },
  reading,
});
const withHead = (timestamp: number): NodeReading => ({
  kind: 'sample',
  sample: aSample(undefined, { head: { number: 1, hash: '0x', timestamp } }),
});

/** Milliseconds: the heads of `withHead(300)` are not recent. */
const NOW = 1_000_000;

function collectNetworkHeads(reads: Array<ReturnType<typeof read>>) {
  const heads = new NetworkHeads(30_000);
  heads.add(reads, NOW);
  return heads.others(NOW);
}

describe('NetworkHeads', () => {
  it('returns the newest head of the other nodes', () => {
    const reads = [
      read('a', withHead(100)),
      read('b', withHead(300)),
      read('c', withHead(200)),
    ];
    const others = collectNetworkHeads(reads);
    expect(reads.map(({ known }) => others(known))).toEqual([
      { count: 2, newestHeadTimestamp: 300 },
      { count: 2, newestHeadTimestamp: 200 },
      { count: 2, newestHeadTimestamp: 300 },
    ]);
  });

  it('counts nodes of the same network that answered', () => {
    const reads = [
      read('a', withHead(100)),
      read('b', { kind: 'failed', reason: 'silence', answered: false }),
      read('c', withHead(300), 'mainnet'),
    ];
    expect(collectNetworkHeads(reads)(itemAt(reads, 0).known)).toBeUndefined();
    expect(collectNetworkHeads(reads)(itemAt(reads, 1).known)).toEqual({
      count: 1,
      newestHeadTimestamp: 100,
    });
  });

  it('excludes nodes that sync or are at block 0, and includes those that only build indexes', () => {
    const at = (
      timestamp: number,
      number: number,
      indexingOnly?: boolean,
    ): NodeReading => ({
      kind: 'sample',
      sample: aSample(undefined, {
        head: { number, hash: '0x', timestamp },
        syncing: indexingOnly !== undefined && {
          currentBlock: number,
          highestBlock: 9,
          indexingOnly,
        },
      }),
    });
    const reads = [
      read('a', withHead(100)),
      read('syncs', at(300, 5, false)),
      read('snap-syncs', at(200, 0, false)),
      read('waits', at(200, 0)),
    ];
    expect(collectNetworkHeads(reads)(itemAt(reads, 0).known)).toBeUndefined();
    expect(collectNetworkHeads(reads)(itemAt(reads, 1).known)).toEqual({
      count: 1,
      newestHeadTimestamp: 100,
    });
    const indexes = read('indexes', at(90, 9, true));
    expect(
      collectNetworkHeads([...reads, indexes])(itemAt(reads, 0).known),
    ).toEqual({
      count: 1,
      newestHeadTimestamp: 90,
    });
  });

  it('excludes nodes on the wrong chain', () => {
    const stray = aSample(undefined, {
      chainId: 1,
      head: { number: 1, hash: '0x', timestamp: 900 },
    });
    const reads = [
      read('a', withHead(100)),
      read('b', { kind: 'sample', sample: stray }),
      read('c', {
        kind: 'status',
        status: aStatus({ state: 'WRONG_NETWORK' }, stray),
      }),
    ];
    expect(collectNetworkHeads(reads)(itemAt(reads, 0).known)).toBeUndefined();
  });

  it('keeps a head until it is too old, and drops it when its node no longer has one', () => {
    const heads = new NetworkHeads(30_000);
    const a = read('a', withHead(100));
    const b = read('b', withHead(300));
    heads.add([a], NOW);
    heads.add([b], NOW + 10_000);
    expect(heads.others(NOW + 30_000)(b.known)).toEqual({
      count: 1,
      newestHeadTimestamp: 100,
    });
    expect(heads.others(NOW + 31_000)(b.known)).toBeUndefined();
    heads.add(
      [read('b', { kind: 'failed', reason: 'silence', answered: false })],
      NOW + 31_000,
    );
    expect(heads.others(NOW + 31_000)(a.known)).toBeUndefined();
  });

  it('lets a recent head move on with time, and not an old one', () => {
    const heads = new NetworkHeads(30_000);
    const recent = NOW / 1000 - 5;
    heads.add([read('a', withHead(recent))], NOW);
    expect(heads.others(NOW + 10_000)(read('b', withHead(1)).known)).toEqual({
      count: 1,
      newestHeadTimestamp: recent + 10,
    });
    const old = NOW / 1000 - 100;
    heads.add([read('a', withHead(old))], NOW);
    expect(heads.others(NOW + 10_000)(read('b', withHead(1)).known)).toEqual({
      count: 1,
      newestHeadTimestamp: old,
    });
  });

  it('counts the heads of other replicas, and ignores what it cannot read of them', () => {
    const [here, there] = [new NetworkHeads(30_000), new NetworkHeads(30_000)];
    const a = read('a', withHead(100));
    here.add([a], NOW);
    there.add([read('b', withHead(300)), read('c', withHead(200))], NOW);
    here.import([there.export(NOW), '{"sepolia":{"count":"many"}}', 'no']);
    expect(here.others(NOW)(a.known)).toEqual({
      count: 2,
      newestHeadTimestamp: 300,
    });
    expect(here.others(NOW + 31_000)(a.known)).toBeUndefined();
  });
});
