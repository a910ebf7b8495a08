import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNode,
  EthereumNodeDetail,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  renderEnglishMessage,
  renderVerdictText,
  type Message,
  type NodeSample,
  type NodeState,
  type Verdict,
} from '@nodeyard/ethereum';
import { stateFixtures } from './stateFixtures';

/** Time at which tests freeze the clock. */
export const noon = Date.parse('2026-11-23T12:00:00Z');

/** Block numbers of a realistic size, by network. */
const heads: Partial<Record<string, number>> = {
  mainnet: 25_731_204,
  hoodi: 3_402_118,
};

/** Node in a cluster; in sync by default. */
export function aNode(
  overrides: Partial<EthereumNode> = {},
  now = Date.now(),
): EthereumNode {
  const state = overrides.state ?? 'SYNCED';
  const {
    headAgeSeconds,
    sinceSeconds,
    syncRate,
    peers = 48,
  } = stateFixtures[state];
  const name = overrides.name ?? 'payments-geth';
  const head = heads[overrides.network ?? ''] ?? 9_731_204;
  const headNumber = head - Math.floor((headAgeSeconds ?? 0) / 12);
  const node: Omit<EthereumNode, 'summary'> = {
    id: `staging~payments~${name}`,
    source: 'kubernetes',
    name,
    cluster: 'staging',
    namespace: 'payments',
    network: 'sepolia',
    executionClient: 'geth',
    consensusClient: 'lighthouse',
    executionVersion: 'Geth/v1.17.10-stable-4a5c7b2d/linux-amd64/go1.25.3',
    consensusVersion: 'Lighthouse/v8.0.1-ced49dd/x86_64-linux',
    ownerRef: 'group:default/payments',
    entityRef: 'component:default/payments-geth',
    state,
    ready: state === 'SYNCED' || state === 'INDEXING',
    since: new Date(now - sinceSeconds * 1_000).toISOString(),
    syncRate,
    executionPeers: peers,
    consensusPeers: 61,
    forkReady: true,
    finalizing: state === 'SYNCED' || state === 'INDEXING' || undefined,
    lastSeen: new Date(now - 3_000).toISOString(),
    ...(headAgeSeconds !== undefined && {
      headNumber,
      headTime: new Date(now - headAgeSeconds * 1_000).toISOString(),
    }),
  };
  return { ...node, ...messagesOfNode(node, now), ...overrides };
}

/** Summary of a node, rendered from its values. */
function messagesOfNode(
  { state, network, headNumber = 0, since }: Omit<EthereumNode, 'summary'>,
  now: number,
) {
  const { reasons, headAgeSeconds = 0 } = stateFixtures[state];
  const [reason] = reasons({
    network,
    block: headNumber,
    headAgeSeconds,
    since,
  });
  const summaryCoded = say('summary', { state, reason });
  return {
    summary: renderEnglishMessage(fleetMessages, summaryCoded, now),
    summaryCoded,
  };
}

/** Node with a consistent verdict and sample. */
export function aNodeDetail(
  overrides: Partial<EthereumNodeDetail> = {},
  now = Date.now(),
): EthereumNodeDetail {
  const node = aNode(overrides, now);
  const verdict = aVerdict(node);
  return {
    ...node,
    verdict,
    sample: aSample(node),
    links: {
      runbook: `https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks/node-states.md#${verdict.runbook}`,
    },
    pollIntervalSeconds: 15,
    secondsPerSlot: 12,
    ...overrides,
  };
}

/** Verdict for the state of a node. */
function aVerdict(node: EthereumNode): Verdict {
  const { reasons, progress, runbook, headAgeSeconds, maintenanceBy } =
    stateFixtures[node.state];
  const { state, network, headNumber = 0, since } = node;
  const figures = {
    network,
    block: headNumber,
    headAgeSeconds: headAgeSeconds ?? 0,
    since,
  };
  const allReasons = reasons(figures);
  const time = Date.parse(node.since) / 1_000 + 40 * 86_400;
  const ofExecution = { client: 'execution', fork: 'glamsterdam' } as const;
  const fork = node.forkReady
    ? say('fork-known', ofExecution)
    : say('fork-missing', ofExecution);
  return {
    state: node.state,
    ready: node.ready,
    since: Date.parse(node.since),
    ...renderVerdictText(
      say('summary', { state, reason: allReasons[0] }),
      allReasons,
      Date.parse(since),
      fleetMessages,
    ),
    evidence: {
      headNumber: node.headNumber,
      headAgeSeconds,
      syncRate: node.syncRate,
      executionPeers: node.executionPeers,
      consensusPeers: node.consensusPeers,
      consensusSyncDistance: 0,
    },
    progress,
    ...(maintenanceBy && {
      maintenance: {
        kind: 'snapshot',
        by: maintenanceBy,
        since: Date.parse(node.since),
        until: Date.parse(node.since) + 45 * 60_000,
      },
    }),
    forks: [
      {
        layer: 'execution',
        verdict: node.forkReady ? 'READY' : 'MISSING',
        fork: 'glamsterdam',
        time,
        ...detailed(fork),
      },
      {
        layer: 'consensus',
        verdict: 'READY',
        fork: 'gloas',
        time,
        ...detailed(say('fork-known', { client: 'consensus', fork: 'gloas' })),
      },
    ],
    forkReady: node.forkReady,
    ...(node.finalizing !== undefined && {
      finality: node.finalizing
        ? {
            distanceEpochs: 2,
            finalizing: true,
            ...detailed(say('finalized', { epoch: 312_314, distance: 2 })),
          }
        : {
            distanceEpochs: 9,
            finalizing: false,
            ...detailed(say('not-finalizing', { epoch: 312_314, distance: 9 })),
          },
    }),
    runbook,
  };
}

function detailed(detail: Message) {
  return {
    detail: renderEnglishMessage(fleetMessages, detail, Date.now()),
    detailCoded: detail,
  };
}

const silentStates: NodeState[] = ['UNREACHABLE', 'UNKNOWN'];

function aSample(node: EthereumNode): NodeSample | undefined {
  if (node.state === 'UNKNOWN') {
    return undefined;
  }
  const refused = {
    kind: 'failed',
    reason: 'refused',
    detail: 'connect ECONNREFUSED 127.0.0.1:8545',
  } as const;
  return {
    at: Date.parse(node.lastSeen ?? node.since),
    execution: silentStates.includes(node.state)
      ? refused
      : {
          kind: 'ok',
          ms: 12,
          value: {
            chainId: 11_155_111,
            genesisHash: `0x25a5${'0'.repeat(60)}`,
            clientVersion: node.executionVersion ?? '',
            head: {
              number: node.headNumber ?? 0,
              hash: `0x1d${'0'.repeat(62)}`,
              timestamp: Math.floor(
                Date.parse(node.headTime ?? node.since) / 1_000,
              ),
            },
            syncing: false,
            peers: node.executionPeers ?? 0,
          },
        },
    consensus:
      node.state === 'WAITING_FOR_CL'
        ? {
            kind: 'failed',
            reason: 'refused',
            detail: 'connect ECONNREFUSED 127.0.0.1:5052',
          }
        : {
            kind: 'ok',
            ms: 9,
            value: {
              headSlot: 9_994_117,
              syncDistance: 0,
              isSyncing: false,
              isOptimistic: false,
              elOffline: node.state === 'UNREACHABLE',
              peers: node.consensusPeers ?? 0,
              clientVersion: node.consensusVersion ?? '',
              finalizedEpoch: 312_314,
            },
          },
    disk: { usedBytes: 612 * 1024 ** 3, totalBytes: 720 * 1024 ** 3 },
  };
}
