import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode, aSample, aStatus } from '../__testUtils__/builders';
import { collectNetworkHeads } from './networkHeads';
import { itemAt } from '../__testUtils__/itemAt';

const read = (id: string, reading: NodeReading, network = 'sepolia') => ({
  known: { node: aNode({ id, network }), source: 'static' },
  reading,
});
const withHead = (timestamp: number): NodeReading => ({
  kind: 'sample',
  sample: aSample(undefined, { head: { number: 1, hash: '0x', timestamp } }),
});

describe('collectNetworkHeads', () => {
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
});
