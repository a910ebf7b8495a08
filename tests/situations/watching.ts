import { setTimeout as sleep } from 'node:timers/promises';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Verdict } from '@nodeyard/ethereum';
import type { Backstage } from '../integration/backstage';
import { readPair as lookAtPair, type PairStatus } from '../integration/pair';
import type { Expectation, Observation, ReportedState } from './expectation';
import { isSettled } from './finding';
import { idOf, pairOf } from './network';
import type { NodeName } from './nodes';

/** Reads what all three say about a node, in one go. */
async function observe(
  name: NodeName,
  backstage: Backstage,
  since: number,
): Promise<Observation> {
  const nothing: PairStatus = { podReady: false, endpoints: 0 };
  const [pairStatus, node] = await Promise.all([
    // The API server of a busy machine may not answer in time.
    lookAtPair(pairOf(name)).catch(() => nothing),
    backstage.node(idOf(name)),
  ]);
  const { podReady, endpoints, status } = pairStatus;
  return {
    seconds: Math.round((Date.now() - since) / 1000),
    sidecar: status && toReport(status.verdict),
    readiness: { podReady, endpoints },
    tab: node && saidByTab(node),
  };
}

const toReport = ({
  state,
  ready,
  reasons,
  forkReady,
}: Verdict): ReportedState => ({
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
}: EthereumNodeDetail): ReportedState => ({
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
): Promise<Observation[]> {
  const observations: Observation[] = [];
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const observation = await observe(name, backstage, since);
    observations.push(observation);
    if (isSettled(expected, observation) || Date.now() > deadline) {
      return observations;
    }
    await sleep(1_000);
  }
}
