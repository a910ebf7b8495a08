import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type {
  ExecutionSample,
  NodeSample,
  NodeStatus,
  Verdict,
} from '@nodeyard/ethereum';
import { networks } from '@nodeyard/ethereum';
import type { PolledNode } from '../store/KnownNode';

/** 2026-11-23T12:00:00Z, the fixed current time of tests. */
export const noon = Date.UTC(2026, 10, 23, 12);

export function aNode(node: Partial<FoundNode> & { id: string }): FoundNode {
  return { name: node.id, network: 'sepolia', locator: {}, ...node };
}

export function aVerdict(verdict: Partial<Verdict> = {}): Verdict {
  return {
    state: 'SYNCED',
    ready: true,
    since: noon - 60_000,
    summary: 'In sync',
    reasons: ['Head is 5 s old'],
    evidence: { headNumber: 100, headAgeSeconds: 5, executionPeers: 7 },
    forks: [],
    forkReady: true,
    runbook: 'synced',
    ...verdict,
  };
}

/** A sample of a healthy Sepolia node without a consensus client, whose head is 5 s old. */
export function aSample(
  at = noon,
  execution: Partial<ExecutionSample> = {},
): NodeSample {
  const { chainId, genesisHash = '' } = networks.sepolia;
  const timestamp = Math.floor(at / 1000) - 5;
  return {
    at,
    execution: {
      kind: 'ok',
      ms: 3,
      value: {
        chainId,
        genesisHash,
        clientVersion: 'Geth/v1.17.8-stable/linux-amd64/go1.26.8',
        head: {
          number: Math.floor(timestamp / 12),
          hash: `0x${'ab'.repeat(32)}`,
          timestamp,
        },
        syncing: false,
        peers: 7,
        ...execution,
      },
    },
    consensus: { kind: 'not-configured' },
  };
}

export function aFailedSample(at = noon): NodeSample {
  return {
    at,
    execution: {
      kind: 'failed',
      reason: 'refused',
      detail: '127.0.0.1:8545: connection refused',
    },
    consensus: { kind: 'not-configured' },
  };
}

export function aStatus(
  verdict: Partial<Verdict> = {},
  sample: NodeSample = aSample(),
): NodeStatus {
  return {
    schemaVersion: 1,
    node: { name: 'geth', network: 'sepolia' },
    verdict: aVerdict(verdict),
    sample,
    sidecar: {
      version: '0.1.0',
      startedAt: noon - 3_600_000,
      pollIntervalMs: 5000,
    },
  };
}

export function aPolledNode(
  polled: Partial<PolledNode> & { nodeId: string },
): PolledNode {
  return {
    at: noon,
    verdict: aVerdict(),
    sample: aSample(),
    recentSamples: [],
    lastSeen: noon,
    failures: 0,
    nextPollAt: noon + 15_000,
    expiresAt: noon + 45_000,
    fresh: true,
    transitioned: true,
    facts: [],
    changes: [],
    ...polled,
  };
}
