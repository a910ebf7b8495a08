import { setTimeout as sleep } from 'node:timers/promises';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Verdict } from '@nodeyard/ethereum';
import type { Backstage } from '../integration/backstage';
import { look as lookAtPair, type Sight } from '../integration/pair';
import type { Expectation, Look, Said } from './expectation';
import { isSettled } from './finding';
import { idOf, pairOf } from './network';
import type { NodeName } from './nodes';

/** Reads what all three say about a node, in one go. */
async function lookAt(
  name: NodeName,
  backstage: Backstage,
  since: number,
): Promise<Look> {
  const nothing: Sight = { podReady: false, endpoints: 0 };
  const [sight, node] = await Promise.all([
    // The API server of a busy machine may not answer in time.
    lookAtPair(pairOf(name)).catch(() => nothing),
    backstage.node(idOf(name)),
  ]);
  const { podReady, endpoints, status } = sight;
  return {
    seconds: Math.round((Date.now() - since) / 1000),
    sidecar: status && saidIn(status.verdict),
    readiness: { podReady, endpoints },
    tab: node && saidByTab(node),
  };
}

const saidIn = ({ state, ready, reasons, forkReady }: Verdict): Said => ({
  state,
  ready,
  reasons,
  forkReady,
});

/** The state of the node and the reasons of its verdict: what the tab is made of. */
const saidByTab = ({
  state,
  ready,
  forkReady,
  summary,
  verdict,
}: EthereumNodeDetail): Said => ({
  state,
  ready,
  forkReady,
  reasons: verdict?.reasons ?? [summary],
});

/**
 * Looks every second until all three are as expected, or their time is over.
 *
 * @param since - milliseconds since the epoch, of the cause
 * @returns everything that was seen
 */
export async function watchSituation(
  name: NodeName,
  backstage: Backstage,
  expected: Expectation,
  since: number,
  patienceSeconds: number,
): Promise<Look[]> {
  const looks: Look[] = [];
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const seen = await lookAt(name, backstage, since);
    looks.push(seen);
    if (isSettled(expected, seen) || Date.now() > deadline) return looks;
    await sleep(1_000);
  }
}
