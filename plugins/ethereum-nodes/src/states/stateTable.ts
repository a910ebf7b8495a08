import type { NodeState } from '@nodeyard/ethereum';
import * as glyphs from '../icons/glyphs';
import type { CommandPurpose } from '../runbook/commandPurposes';
import {
  byHeadAge,
  byMaintenance,
  byProgress,
  type SentenceFacts,
} from './sentenceVariants';
import type { StateMessages } from './stateMessages';

/** Urgency of a state; selects colours. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'unknown';

interface StateEntry extends StateMessages {
  tone: Tone;
  /** Path of a glyph. Each state has a different one, so that colour is not the only sign. */
  icon: string;
  /** Selects one of `sentences`; the key is `''` without it. */
  variant?: (facts: SentenceFacts) => string;
  /** Commands that help in this state, most useful first. */
  commands: readonly CommandPurpose[];
}

/**
 * All that the frontend defines per node state: colours, icon, English messages, runbook and commands. German is in
 * `translations/de/states.ts`, and the long form of the runbook in `docs/runbooks/node-states.md`.
 */
export const stateTable = {
  WRONG_NETWORK: {
    tone: 'bad',
    icon: glyphs.ALERT,
    label: 'Wrong network',
    sentences: { '': 'On a different chain than {{network}} since {{since}}' },
    commands: ['verdict', 'labels'],
    meaning:
      'Callers would read data of another chain. The node is kept out of service.',
    steps: `Compare the two values in the reason with the network in environments/<env>.yaml.
A volume of another network cannot be reused: delete its PersistentVolumeClaim and let the node sync again.
On a devnet, check that all nodes use the same genesis.`,
  },
  UNREACHABLE: {
    tone: 'bad',
    icon: glyphs.PLUG,
    label: 'Unreachable',
    sentences: { '': 'Execution client not responding since {{since}}' },
    commands: ['pod', 'executionCrashLog', 'executionLog'],
    meaning: 'The execution client returns no valid JSON-RPC response.',
    steps: `In a cluster: check whether the pod is pending (no volume, no capacity), pulling an image, or crashing.
From app-config.yaml: check that the process is running and that the backend’s host can reach its URL.
After a crash, read the log of the previous container. A long start after an unclean stop is a database repair.
A response that is not JSON-RPC means that the endpoint is a proxy or a login page, not the client.`,
  },
  WAITING_FOR_CL: {
    tone: 'bad',
    icon: glyphs.HOURGLASS,
    label: 'Waiting for consensus client',
    sentences: { '': 'Waiting for its consensus client since {{since}}' },
    commands: ['consensusLog', 'verdict'],
    meaning:
      'The execution client is running, but receives no head from a consensus client.',
    steps: `Read the consensus client’s log for a failed checkpoint sync, or 401 from the Engine API.
On 401 the clients have different JWT secrets, or their clocks differ by more than 60 s: in a cluster, delete the pod, so that both read a new secret.
Restarting only the execution client does not help.`,
  },
  STALLED: {
    tone: 'bad',
    icon: glyphs.PAUSE,
    label: 'Stalled',
    sentences: { '': 'Stalled since {{since}}, while its network moves on' },
    commands: ['executionLog', 'verdict', 'pod'],
    meaning:
      'The head stopped at least five minutes ago, while other nodes of the network move on.',
    steps: `No peers: check the NetworkPolicy for p2p, DNS, and how the p2p port is exposed.
Peers but no progress: look for a bad block in the log, and compare the version with the fork readiness.
Check the disk: a full volume stops a client without any sign in its responses.`,
  },
  BEHIND: {
    tone: 'warning',
    icon: glyphs.CLOCK,
    label: 'Behind',
    sentences: {
      '': '{{age}} behind the head and not catching up',
      _noHead: 'Behind the head and not catching up',
    },
    variant: byHeadAge,
    commands: ['use', 'executionLog'],
    meaning: 'The head is old and the node is not clearly catching up.',
    steps: `Slow disks are the usual cause: compare the latency and throughput limits of the volume with what the client needs.
Compare the CPU limit of the container with its usage: throttled clients fall behind.
After a long stop, wait: above 1× real time the node catches up.`,
  },
  SYNCING: {
    tone: 'busy',
    icon: glyphs.CYCLE,
    label: 'Syncing',
    sentences: {
      '': 'Syncing since {{since}}',
      _share: 'Syncing, {{share}} done',
      _eta: 'Syncing, {{share}} done, about {{eta}} left',
    },
    variant: byProgress,
    commands: ['executionLog'],
    meaning:
      'Normal after a first start or a long stop. The node becomes ready by itself.',
    steps: `Let it run: the first sync of mainnet takes hours, and a restart costs time.
If the sync rate stays below 1× for long, check disk and peers.`,
  },
  NETWORK_STALL: {
    tone: 'warning',
    icon: glyphs.GLOBE,
    label: 'Network stalled',
    sentences: {
      '': 'Whole network {{network}} stalled since {{since}}: not this node’s fault',
    },
    commands: ['verdict'],
    meaning: 'All known nodes of this network have an old head.',
    steps: `Do not restart anything: caches would be lost and nothing gained.
Check public explorers and the client teams’ channels for an incident.
If only these nodes are affected, look at what they share: egress, DNS, checkpoint provider, clocks of the hosts.`,
  },
  UNKNOWN: {
    tone: 'unknown',
    icon: glyphs.QUESTION,
    label: 'Unknown',
    sentences: { '': 'Unknown since {{since}}: no recent response' },
    commands: ['pod', 'verdict'],
    meaning: 'There is no response yet, or the newest one is too old.',
    steps: `In a cluster: check that Backstage may read the sidecar (get on pods/proxy) and that the pod is running.
From app-config.yaml: check that the backend’s host can reach the URL.`,
  },
  MAINTENANCE: {
    tone: 'busy',
    icon: glyphs.WRENCH,
    label: 'Maintenance',
    sentences: {
      '': 'Under maintenance since {{since}}',
      _snapshot: 'Stopped for a snapshot since {{since}}, back by {{until}}',
      _upgrade: 'Upgrade in progress since {{since}}, back by {{until}}',
      _restore:
        'Restore from a snapshot in progress since {{since}}, back by {{until}}',
      _resync: 'Resync in progress since {{since}}, back by {{until}}',
    },
    variant: byMaintenance,
    commands: ['pod', 'executionLog'],
    meaning:
      'Announced maintenance: a snapshot, an upgrade, a restore or a resync.',
    steps: `Nothing to do: the node is judged like any other as soon as it is back, at the latest when the announced time is over.
For a snapshot, the log of the CronJob’s newest Job shows the progress.
To end your own announcement early, remove the annotation ethereum.nodeyard.io/maintenance from the StatefulSet.`,
  },
  INDEXING: {
    tone: 'good',
    icon: glyphs.LAYERS,
    label: 'In sync, indexing',
    sentences: {
      '': 'In sync, {{age}} behind the head, still building indexes',
      _noHead: 'In sync, still building indexes',
    },
    variant: byHeadAge,
    commands: ['executionLog'],
    meaning:
      'At the head and usable. An index of transactions or state history is still being built.',
    steps: `Nothing to do. Queries that need the index may be slow or refused until it is ready.`,
  },
  SYNCED: {
    tone: 'good',
    icon: glyphs.CHECK,
    label: 'In sync',
    sentences: {
      '': 'In sync, {{age}} behind the head',
      _noHead: 'In sync',
    },
    variant: byHeadAge,
    commands: ['verdict'],
    meaning:
      'The head is at most four slots old, and the consensus client agrees or is not configured.',
    steps: `Nothing to do.`,
  },
} as const satisfies Record<NodeState, StateEntry>;

/** Display of a state: colours, icon, commands. */
export function stateEntry(state: NodeState): StateEntry {
  return stateTable[state];
}
