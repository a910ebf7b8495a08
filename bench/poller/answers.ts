import pair from '../../packages/ethereum/src/__fixtures__/states/a2_synced_follower_pair.json';

/** A recorded pair in sync: geth and Lodestar. */
const recorded: {
  genesisHash: string;
  calls: Record<string, { body?: unknown }>;
} = pair;

const SECONDS_PER_SLOT = 12;
const hex = (value: number) => `0x${value.toString(16)}`;
const hashOf = (slot: number) => hex(slot).slice(2).padStart(64, '0');

/** The current slot, counted from the epoch: the head of every node moves with the clock. */
function slotAt(ageSeconds: number): number {
  return Math.floor((Date.now() / 1000 - ageSeconds) / SECONDS_PER_SLOT);
}

/**
 * Result of a JSON-RPC method.
 * @param ageSeconds - how long ago the head stopped; 0 for a healthy node
 * @param transactions - hashes of transactions in the newest block
 */
export function rpcResult(
  { method, params }: { method: string; params?: unknown[] },
  ageSeconds: number,
  transactions: number,
): unknown {
  const slot = slotAt(ageSeconds);
  if (method === 'eth_getBlockByNumber') {
    return params?.[0] === 'latest'
      ? {
          number: hex(slot),
          hash: `0x${hashOf(slot)}`,
          parentHash: `0x${hashOf(slot - 1)}`,
          timestamp: hex(slot * SECONDS_PER_SLOT),
          transactions: Array.from(
            { length: transactions },
            (_, index) => `0x${hashOf(slot * 1000 + index)}`,
          ),
        }
      : { number: '0x0', hash: recorded.genesisHash, timestamp: '0x6b040624' };
  }
  if (method === 'eth_blockNumber') return hex(slot);
  const body = recorded.calls[method]?.body;
  return body && Reflect.get(body, 'result');
}

/** Document of the Beacon API; undefined for an unknown path. */
export function beaconDocument(path: string, ageSeconds: number): unknown {
  if (path === '/eth/v1/node/syncing') {
    return {
      data: {
        head_slot: String(slotAt(ageSeconds)),
        sync_distance: String(Math.floor(ageSeconds / SECONDS_PER_SLOT)),
        is_syncing: false,
        is_optimistic: false,
        el_offline: false,
      },
    };
  }
  // The recorded clients have one peer.
  if (path === '/eth/v1/node/peer_count') return { data: { connected: '60' } };
  return recorded.calls[path]?.body;
}
