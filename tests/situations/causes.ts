import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from '../integration/pair';
import { setClocks } from './clock';
import { fillDisk, makeSmallVolume } from './disk';
import { cutOff } from './firewall';
import { unknownFork, withdrawnFork } from './forks';
import { changeFacts, inNamespace, pairOf } from './network';
import { type NodeName, releaseOf } from './nodes';
import { probesOfEthereumjs } from './probes';
import { changeSecret } from './secret';

/** Ends a situation, so that the node can be well again. */
type End = () => Promise<void>;

/** How a situation is made. */
interface Cause {
  /** Before the node is deployed. */
  before?: (name: NodeName) => Promise<void>;
  /** After it is: to a node that is deployed for the situation, or to one that is in sync. */
  begin?: (name: NodeName) => Promise<End | void>;
  /** Whether the node can be well again once it has ended; it can unless this says no. */
  recovers?: false;
}

async function stopProcess(name: NodeName, container: string): Promise<End> {
  const found = await signal(pairOf(name), container, 'SIGSTOP');
  if (found === 0) throw new Error(`${container} of ${name} has no process`);
  return async () => {
    await signal(pairOf(name), container, 'SIGCONT');
  };
}

const freeze = (container: string): Cause => ({
  begin: name => stopProcess(name, container),
});

/** Kubernetes starts a killed container again: it is killed as often as it comes back. */
const keepKilling = (container: string): Cause => ({
  begin: async name => {
    let over = false;
    const killing = (async () => {
      while (!over) {
        await signal(pairOf(name), container, 'SIGKILL').catch(() => 0);
        await sleep(500);
      }
    })();
    return async () => {
      over = true;
      await killing;
    };
  },
});

/** Sees in geth's log that it is what it is meant to be. */
async function snapSyncs(name: NodeName): Promise<End> {
  return async () => {
    const pod = `${releaseOf(name)}-0`;
    const log = await inNamespace('logs', pod, '--container=execution');
    if (!/Enabled snap-sync/.test(log)) {
      throw new Error('geth does not snap-sync');
    }
  };
}

const SLOW_BY = '-120s';
const FAST_BY = '+120s';

/** By the name of the situation; one without an entry is what a deployment or nothing at all makes. */
export const causes: Readonly<Record<string, Cause | undefined>> = {
  'consensus-frozen': freeze('consensus'),
  'execution-frozen': freeze('execution'),
  'consensus-killed': keepKilling('consensus'),
  'execution-killed': keepKilling('execution'),
  'jwt-changed': { begin: changeSecret },
  'no-peers': { begin: cutOff },
  'clock-behind': {
    begin: name => setClocks(name, { sidecar: SLOW_BY }),
  },
  'clock-ahead': {
    begin: name => setClocks(name, { sidecar: FAST_BY }),
  },
  'clock-of-pair-ahead': {
    begin: name => setClocks(name, { sidecar: FAST_BY, consensus: FAST_BY }),
  },
  'disk-full': { before: makeSmallVolume, begin: fillDisk },
  // It is held for good.
  'snap-sync': { begin: snapSyncs, recovers: false },
  'fork-unknown': { begin: name => changeFacts(name, unknownFork()) },
  'fork-withdrawn': {
    begin: async name => changeFacts(name, await withdrawnFork()),
  },
  'ethereumjs-in-sync': { begin: probesOfEthereumjs },
  'ethereumjs-consensus-never': { begin: probesOfEthereumjs },
  'ethereumjs-consensus-frozen': freeze('consensus'),
  'network-stalled': {
    recovers: false,
    // It makes the blocks of all nodes.
    begin: () => stopProcess('maker', 'validator'),
  },
};
