import type {
  NodeSnapshot,
  NodeSnapshots,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const DAY_MS = 24 * 3_600_000;
const GIB = 1024 ** 3;

function aSnapshot(
  createdMs: number,
  snapshot: Partial<NodeSnapshot> = {},
): NodeSnapshot {
  const createdAt = new Date(createdMs).toISOString();
  const blockNumber = 9_000_000 + (Math.floor(createdMs / 12_000) % 1_000_000);
  const id = `${blockNumber}-20261123T030000Z-0a1b2c3d`;
  return {
    store: 'main',
    id,
    clientVersion: '1.17.10',
    history: 'pre-prague',
    blockNumber,
    blockHash: `0x${'ab'.repeat(32)}`,
    blockTime: new Date(createdMs - 60_000).toISOString(),
    createdAt,
    sizeBytes: 612 * GIB,
    newBytes: 9 * GIB,
    latest: false,
    restoreCommand: `delta-sync restore --store s3://snapshots/ethereum --network sepolia --client geth --from ${id} --datadir DATADIR`,
    ...snapshot,
  };
}

/** Three daily snapshots: the newest is not verified, the next passed, the oldest failed. */
export function someSnapshots(now: number): NodeSnapshots & {
  items: [newest: NodeSnapshot, passed: NodeSnapshot, failed: NodeSnapshot];
} {
  const verification = (createdMs: number, result: 'passed' | 'failed') => ({
    result,
    at: new Date(createdMs + 3_600_000).toISOString(),
    clientVersion: 'Geth/v1.17.10-stable/linux-amd64/go1.26.8',
  });
  return {
    stores: [
      { name: 'main', lastSuccess: new Date(now).toISOString(), problems: [] },
    ],
    items: [
      aSnapshot(now - 3 * 3_600_000),
      aSnapshot(now - DAY_MS, {
        latest: true,
        verification: verification(now - DAY_MS, 'passed'),
      }),
      aSnapshot(now - 2 * DAY_MS, {
        newBytes: 612 * GIB,
        verification: {
          ...verification(now - 2 * DAY_MS, 'failed'),
          failure: 'block-missing',
        },
      }),
    ],
  };
}
