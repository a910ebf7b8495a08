import type { Expectation } from './expectation';
import type { NodeName } from './nodes';

/** A situation of a node, how it is made, and what is right to say of it. */
export interface Situation {
  name: string;
  /** What has happened to the node, as a sentence that a report can show. */
  what: string;
  /** How it is made. */
  made: string;
  /** The node that it happens to; situations of one node follow each other in this order. */
  node: NodeName;
  /** What it happens to: a node that is deployed for it, or one that was in sync. */
  from: 'deployment' | 'in sync';
  expected: Expectation;
  /** Seconds that the three may take from the cause on. */
  patience: number;
  /** Whether the tab is looked at in a browser too, and not only by the REST API that it shows. */
  browser?: true;
}

const headIs = /^head is block \d+, (\d+ s|1 min( \d+ s)?) old/;
const headIsOld = /^head is block \d+, (\d+ s|\d+ min.*) old/;
const silentExecution = (how: RegExp) =>
  new RegExp(
    `^execution client has not answered on 127\\.0\\.0\\.1:8545 \\(${how.source}`,
  );
const silentConsensus = (how: RegExp) =>
  new RegExp(
    `^consensus client has not answered on 127\\.0\\.0\\.1:9596 \\(${how.source}`,
  );
const refused = /connection refused\) since \d\d:\d\d UTC$/;
const noAnswer = /no answer within 3000 ms\) since \d\d:\d\d UTC$/;

/** In sync: ready, and nothing to blame. */
const inSync: Expectation = {
  states: ['SYNCED', 'INDEXING'],
  reason: headIs,
  blames: [],
  ready: true,
};

export const situations: readonly Situation[] = [
  {
    name: 'just-started',
    what: 'a node that has just been deployed, with empty volumes',
    made: 'the chart, into a network that makes blocks',
    node: 'steady',
    from: 'deployment',
    expected: {
      states: ['UNREACHABLE', 'WAITING_FOR_CL', 'SYNCING'],
      reason: new RegExp(
        [
          silentExecution(refused).source,
          silentConsensus(refused).source,
          /^execution client (is at block 0|has started to sync|is at block \d+ of)/
            .source,
          headIsOld.source,
        ].join('|'),
      ),
      // What has not begun to answer does not answer, and what has just begun has no peers yet.
      blames: ['execution client', 'consensus client', 'peers'],
      ready: false,
    },
    patience: 240,
  },
  {
    name: 'in-sync',
    what: 'a node that follows its network',
    made: 'the same node, left alone',
    node: 'steady',
    from: 'deployment',
    expected: {
      ...inSync,
      blames: ['execution client', 'consensus client', 'peers'],
    },
    patience: 360,
    browser: true,
  },
  {
    name: 'consensus-frozen',
    what: 'the consensus client hangs',
    made: 'SIGSTOP to the process of the container "consensus"',
    node: 'steady',
    from: 'in sync',
    expected: {
      states: ['WAITING_FOR_CL'],
      reason: silentConsensus(noAnswer),
      blames: ['consensus client'],
      ready: false,
    },
    patience: 90,
    browser: true,
  },
  {
    name: 'execution-frozen',
    what: 'the execution client hangs',
    made: 'SIGSTOP to the process of the container "execution"',
    node: 'steady',
    from: 'in sync',
    expected: {
      states: ['UNREACHABLE'],
      reason: silentExecution(noAnswer),
      blames: ['execution client', 'consensus client'],
      ready: false,
    },
    patience: 90,
  },
  {
    name: 'consensus-killed',
    what: 'the consensus client has crashed, and crashes again',
    made: 'SIGKILL to the container "consensus", as often as Kubernetes starts it',
    node: 'killed',
    from: 'in sync',
    expected: {
      states: ['WAITING_FOR_CL'],
      reason: silentConsensus(refused),
      blames: ['consensus client'],
      ready: false,
    },
    patience: 90,
    browser: true,
  },
  {
    name: 'execution-killed',
    what: 'the execution client has crashed, and crashes again',
    made: 'SIGKILL to the container "execution", as often as Kubernetes starts it',
    node: 'killed',
    from: 'in sync',
    expected: {
      states: ['UNREACHABLE'],
      reason: silentExecution(refused),
      blames: ['execution client'],
      ready: false,
    },
    patience: 90,
    browser: true,
  },
  {
    name: 'consensus-never',
    what: 'no consensus client has ever been there',
    made: 'values: the container "consensus" runs a program that does nothing',
    node: 'alone',
    from: 'deployment',
    expected: {
      states: ['WAITING_FOR_CL'],
      reason: silentConsensus(refused),
      // Until geth answers, too.
      blames: ['consensus client', 'execution client'],
      ready: false,
    },
    patience: 300,
    browser: true,
  },
  {
    name: 'wrong-jwt',
    what: 'the two clients do not share a secret, from the first start on',
    made: 'values: geth makes a secret of its own (--authrpc.jwtsecret)',
    node: 'secret',
    from: 'deployment',
    expected: {
      states: ['WAITING_FOR_CL'],
      reason: /^execution client is at block 0 and waits for a head|\bJWT\b/,
      // This Lodestar says neither that it does not reach it nor that its head is optimistic.
      cause: /failing Engine API calls.*JWT|Engine API endpoint.*JWT/,
      blames: ['engine API', 'execution client', 'consensus client'],
      ready: false,
    },
    patience: 300,
    browser: true,
  },
  {
    name: 'jwt-changed',
    what: 'a node in sync whose execution client was started again with another secret',
    made: 'another secret in the volume "jwt" of the running pod, and SIGKILL to the container "execution" (patched: no value of the chart changes one client alone)',
    node: 'cut',
    from: 'in sync',
    expected: {
      states: ['WAITING_FOR_CL', 'BEHIND', 'STALLED'],
      reason: /Engine API endpoint|JWT|^head is block/,
      cause: /JWT/,
      blames: ['engine API', 'execution client'],
      ready: false,
    },
    patience: 240,
  },
  {
    name: 'other-genesis',
    what: 'the execution client is on a chain with the same chain ID and another block 0',
    made: 'values: a ConfigMap with another genesis.json',
    node: 'foreign',
    from: 'deployment',
    expected: {
      states: ['WRONG_NETWORK'],
      reason:
        /^execution client has genesis 0x[0-9a-f]{64}, devnet has 0x[0-9a-f]{64}: its datadir was made for another network$/,
      blames: ['other network', 'execution client', 'consensus client'],
      ready: false,
    },
    patience: 300,
    browser: true,
  },
  {
    name: 'no-peers',
    what: 'a node in sync is cut off from every other node',
    made: 'a firewall rule of the machine drops what its pod sends to other pods and gets from them',
    node: 'cut',
    from: 'in sync',
    expected: {
      states: ['BEHIND', 'STALLED', 'SYNCING'],
      reason: headIsOld,
      cause: /(consensus|execution) client has no peers/,
      blames: ['peers'],
      ready: false,
    },
    patience: 300,
    browser: true,
  },
  {
    name: 'clock-behind',
    what: 'the clock of the sidecar is two minutes slow',
    made: 'values: an image of the sidecar with libfaketime, offset by -120s while it runs',
    node: 'clock',
    from: 'in sync',
    expected: {
      states: ['SYNCED', 'INDEXING'],
      reason: /^head is block/,
      cause: /the local clock is .* behind the network/,
      blames: ['clock'],
      ready: true,
    },
    patience: 120,
  },
  {
    name: 'clock-ahead',
    what: 'the clock of the sidecar is two minutes fast',
    made: 'the same, offset by +120s',
    node: 'clock',
    from: 'in sync',
    expected: {
      states: ['BEHIND'],
      reason: /^head is block/,
      cause: /the local clock may be .* fast/,
      blames: ['clock'],
      ready: false,
    },
    patience: 180,
  },
  {
    name: 'clock-of-pair-ahead',
    what: 'the clock of the whole machine is two minutes fast',
    made: 'the same for sidecar and Lodestar; geth is a static program and keeps the right time, which enters none of its answers',
    node: 'clock',
    from: 'in sync',
    expected: {
      // Its clock is all that the sidecar can compare with. Backstage has one of its own, and the time of the sample.
      states: ['BEHIND', 'STALLED'],
      reason: headIsOld,
      // Geth refuses a token of 60 s ahead with 401: engine calls do fail.
      blames: ['clock', 'engine API'],
      ready: false,
      tab: {
        states: ['BEHIND', 'STALLED'],
        reason: headIsOld,
        cause: /\bclock\b/,
      },
    },
    patience: 200,
  },
  {
    name: 'disk-full',
    what: 'the volume of the execution client is full',
    made: 'the volume is a tmpfs (a PersistentVolumeClaim made beforehand), shrunk to what is in it',
    node: 'small',
    from: 'in sync',
    expected: {
      states: ['UNREACHABLE', 'BEHIND', 'STALLED', 'WAITING_FOR_CL'],
      reason:
        /^execution client has not answered|^head is block|\bdisk\b|\bvolume\b/,
      cause: /\b(disk|volume)\b/,
      blames: ['disk', 'execution client'],
      ready: false,
    },
    patience: 240,
  },
  {
    name: 'snap-sync',
    what: 'a node in the middle of a snap sync',
    made: 'values: --syncmode=snap, and Lodestar from a checkpoint; this Lodestar then gives geth no head to sync to, which holds the sync as long as it is looked at',
    node: 'snap',
    from: 'deployment',
    expected: {
      states: ['SYNCING'],
      reason:
        /^execution client is at block (0 of devnet and reports that it is syncing|\d+ of \d+)/,
      blames: ['execution client', 'consensus client', 'peers'],
      ready: false,
    },
    patience: 300,
  },
  {
    name: 'fork-unknown',
    what: 'a fork comes in a day that the execution client does not know',
    made: "a genesis.json without that fork; the sidecar's facts with it (patched: the chart takes no forks for a devnet)",
    node: 'old',
    from: 'deployment',
    expected: {
      states: ['SYNCED', 'INDEXING'],
      reason: headIs,
      cause: /execution client does not know Cancun/,
      blames: ['fork', 'execution client', 'consensus client', 'peers'],
      ready: true,
      forkReady: false,
    },
    patience: 300,
    browser: true,
  },
  {
    name: 'fork-withdrawn',
    what: 'the execution client has a fork that was called off',
    made: "a genesis.json with that fork; the sidecar's facts name it as withdrawn (patched likewise)",
    node: 'early',
    from: 'deployment',
    expected: {
      states: ['SYNCED', 'INDEXING'],
      reason: headIs,
      cause: /withdrawn|called off/i,
      blames: ['fork', 'execution client', 'consensus client', 'peers'],
      ready: true,
      forkReady: false,
    },
    patience: 300,
  },
  {
    name: 'ethereumjs-in-sync',
    what: 'another execution client in sync: EthereumJS',
    made: "values: its image and flags in the place of geth's (patched: probes, as its metrics are elsewhere)",
    node: 'ethereumjs',
    from: 'deployment',
    expected: {
      ...inSync,
      blames: ['execution client', 'consensus client', 'peers'],
    },
    patience: 360,
  },
  {
    name: 'ethereumjs-consensus-frozen',
    what: 'EthereumJS, and the consensus client hangs',
    made: 'SIGSTOP to the process of the container "consensus"',
    node: 'ethereumjs',
    from: 'in sync',
    expected: {
      states: ['WAITING_FOR_CL'],
      reason: silentConsensus(noAnswer),
      // It has none here: Lodestar gives it every block.
      blames: ['consensus client', 'peers'],
      ready: false,
    },
    patience: 90,
  },
  {
    name: 'ethereumjs-consensus-never',
    what: 'EthereumJS, and no consensus client has ever been there',
    made: 'values: as consensus-never; EthereumJS answers eth_syncing with an error until it has a peer or a head',
    node: 'ethereumjs-alone',
    from: 'deployment',
    expected: {
      states: ['WAITING_FOR_CL'],
      reason: silentConsensus(refused),
      // It has none here, and says so itself.
      blames: ['consensus client', 'execution client', 'peers'],
      ready: false,
    },
    patience: 300,
  },
  {
    name: 'network-stalled',
    what: 'no node of the network makes blocks any more',
    made: 'SIGSTOP to the validator client, the only one of the network; the last of all, because this Lodestar does not go on after an epoch without blocks',
    node: 'steady',
    from: 'in sync',
    expected: {
      states: ['BEHIND', 'STALLED'],
      reason: headIsOld,
      // The sidecar cannot tell it from a client that gets no blocks, and says what to compare.
      blames: ['the network itself', 'engine API'],
      ready: false,
      tab: {
        states: ['NETWORK_STALL'],
        reason:
          /none of \d+ other node\(s\) of this network has a newer one: look for a common cause, do not restart the node/,
      },
    },
    patience: 200,
    browser: true,
  },
];
