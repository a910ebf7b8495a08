import type {
  ConsensusSample,
  ExecutionSample,
  NodeSample,
  Reply,
} from '../health/sample';
import { networks } from '../networks/generated';

/** 2026-11-23 12:00:00 UTC, on a slot of Sepolia. */
export const NOON = 1795435200_000;

/** Sepolia, with data that is not old at noon whenever it was checked. */
export const sepolia = { ...networks.sepolia, checkedAt: '2026-11-23' };

export const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;

export const refused: Reply<never> = {
  kind: 'failed',
  reason: 'refused',
  detail: '127.0.0.1:5052 (connection refused)',
};

export const reset: Reply<never> = {
  kind: 'failed',
  reason: 'network',
  detail: '127.0.0.1:8545 (connection reset)',
};

export const timedOut: Reply<never> = {
  kind: 'failed',
  reason: 'timeout',
  detail: '127.0.0.1:8545 (no answer within 3000 ms)',
};

export const notConfigured = { kind: 'not-configured' } as const;

export interface SampleOptions {
  at?: number;
  /** Seconds between the head's block and `at`. */
  age?: number;
  execution?: Reply<never> | Partial<ExecutionSample>;
  consensus?: Reply<never> | typeof notConfigured | Partial<ConsensusSample>;
}

/** A sample of a healthy pair on Sepolia; say what differs. */
export function aSample({
  at = NOON,
  age = 6,
  execution = {},
  consensus = {},
}: SampleOptions = {}): NodeSample {
  const timestamp = Math.floor(at / 1000) - age;
  return {
    at,
    execution:
      'kind' in execution
        ? execution
        : {
            kind: 'ok',
            ms: 3,
            value: {
              chainId: sepolia.chainId,
              genesisHash: sepolia.genesisHash!,
              clientVersion: 'Geth/v1.17.10-stable/linux-amd64/go1.26.8',
              head: {
                number: Math.floor((timestamp - sepolia.genesisTime!) / 12),
                hash: hash(timestamp),
                timestamp,
              },
              syncing: false,
              peers: 25,
              forks: {
                current: {
                  activationTime: 1791294816,
                  chainId: sepolia.chainId,
                  forkId: '0x6c1d9423',
                },
                next: null,
                last: null,
              },
              ...execution,
            },
          },
    consensus:
      'kind' in consensus
        ? consensus
        : {
            kind: 'ok',
            ms: 2,
            value: {
              headSlot: Math.floor((timestamp - sepolia.genesisTime!) / 12),
              syncDistance: 0,
              isSyncing: false,
              isOptimistic: false,
              elOffline: false,
              peers: 60,
              clientVersion: 'Lighthouse/v9.0.0',
              finalizedEpoch:
                Math.floor((timestamp - sepolia.genesisTime!) / (12 * 32)) - 2,
              forkSchedule: [
                {
                  previousVersion: '0x90000075',
                  currentVersion: '0x90000076',
                  epoch: 353024,
                },
              ],
              ...consensus,
            },
          },
  };
}

/** One sample every `everyMs`, the last one at `until`; `of` says what each is like. */
export function samplesUntil(
  until: number,
  count: number,
  everyMs: number,
  of: (place: number) => SampleOptions = () => ({}),
): NodeSample[] {
  return Array.from({ length: count }, (_, place) =>
    aSample({ at: until - (count - 1 - place) * everyMs, ...of(place) }),
  );
}
