import { costByTeam, sum } from '../cost/cost';
import type { Range } from '../cost/cost';
import type { Prices } from '../cost/prices';
import type { Requests } from '../cost/requests';
import { currentFacts, known } from '../facts';
import type { PlannedNode } from '../plan/nodes';
import type { Plan } from '../plan/plan';
import { snapshotSentences } from '../plan/snapshotSentences';
import { networkRequests } from '../platform/generated';
import { historyTitles, withFormLabels, titleOf } from './labels';

/** A requirement or the cost of a plan, as a line of the form. @public */
export interface FormFigure {
  title: string;
  text: string;
}

/** Prices of the platform, in the format of `monitoring.cost.prices` of the chart. @public */
export interface FormPrices {
  /** Month of the prices: `2026-11`. */
  asOf: string;
  currency: string;
  /** Price of a requested core per hour. */
  cpuHour: number;
  /** Price of a requested GiB of memory per hour. */
  memoryGibHour: number;
  /** Price of a GiB of volume per month, by storage class; `default` for all other classes. */
  storageGibMonth: Record<string, number>;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Nodes, disk, memory, processors and, where prices are known, cost of one environment. @public */
export function planFigures(plan: Plan, prices?: FormPrices): FormFigure[] {
  const workloads = [
    ...plan.nodes.map(node => requestsOf(node, plan, { min: 1, max: 1 })),
    ...(plan.pool ? [requestsOf(plan.pool, plan, plan.pool)] : []),
  ];
  const total = (of: (workload: Requests) => number): Range => ({
    min: sum(workloads.map(workload => workload.pods.min * of(workload))),
    max: sum(workloads.map(workload => workload.pods.max * of(workload))),
  });
  const disk = total(({ volumes }) => sum(volumes.map(({ gib }) => gib)));
  const isSized = plan.totals.storageGi !== undefined;
  return [
    { title: 'Nodes', text: nodesText(plan) },
    {
      title: 'Disk',
      text: isSized
        ? `${range(disk, whole)} GiB${volumesText(plan.nodes[0])}`
        : 'Not known: no disk figure is published for one of the clients',
    },
    {
      title: 'Memory',
      text: `${range(
        total(({ memoryGib }) => memoryGib),
        tenths,
      )} GiB`,
    },
    {
      title: 'Processors',
      text: `${range(
        total(({ cores }) => cores),
        tenths,
      )} cores`,
    },
    ...(prices && isSized ? [costFigure(workloads, prices)] : []),
    ...snapshotSentences(plan).map(text => ({ title: 'Snapshots', text })),
  ];
}

/** The warnings of a plan, with the labels of the form. @public */
export function planNotes({ warnings, nodes, pool }: Plan): string[] {
  const names = [...nodes, ...(pool ? [pool] : [])].map(({ name }) => name);
  return warnings.map(({ reason, advice }) => {
    const sentence = withFormLabels(reason);
    const begins = names.some(name => sentence.startsWith(`${name} `))
      ? sentence
      : sentence.charAt(0).toUpperCase() + sentence.slice(1);
    return `${begins}. ${withFormLabels(advice)}`;
  });
}

function nodesText({ nodes, pool, request }: Plan): string {
  const [{ execution, consensus, history, historyDays }] = nodes;
  const kept =
    historyDays === undefined
      ? historyTitles[history]
      : `The last ${historyDays} days`;
  const pair = consensus
    ? `${titleOf(execution)} with ${titleOf(consensus)}`
    : `${titleOf(execution)} alone`;
  return [
    `${pair} on ${titleOf(request.network)}; history: ${kept}`,
    ...(pool ? [`${range(pool, whole)} more in the pool`] : []),
  ].join('; ');
}

function volumesText({
  execution,
  executionGi,
  consensus,
  consensusGi,
}: PlannedNode): string {
  return executionGi !== undefined && consensus && consensusGi !== undefined
    ? `; of each node ${whole.format(executionGi)} GiB for ${titleOf(
        execution,
      )} and ${whole.format(consensusGi)} GiB for ${titleOf(consensus)}`
    : '';
}

/** Resources that the pods of a node request, from the values of its network. */
function requestsOf(
  node: PlannedNode,
  { request }: Plan,
  pods: Range,
): Requests {
  const clients = [
    known(currentFacts.executionClients, node.execution),
    known(currentFacts.consensusClients, node.consensus),
  ].flatMap(client => client ?? []);
  const requests = known(networkRequests, request.network) ?? {};
  const storageClass = node.storage?.className;
  return {
    name: node.name,
    team: undefined,
    pods: { min: pods.min, max: pods.max },
    cores: sum(clients.map(({ name }) => known(requests, name)?.cores ?? 0)),
    memoryGib: sum(
      clients.map(
        ({ name, memoryGi }) =>
          known(requests, name)?.memoryGi ?? memoryGi ?? 0,
      ),
    ),
    volumes: [node.executionGi, node.consensusGi].flatMap(gib =>
      gib === undefined ? [] : [{ storageClass, gib }],
    ),
  };
}

function costFigure(
  workloads: readonly Requests[],
  { storageGibMonth, ...prices }: FormPrices,
): FormFigure {
  const month: Prices = {
    ...prices,
    storageGibMonth: new Map(Object.entries(storageGibMonth)),
    budgets: new Map(),
  };
  const [cost] = costByTeam(workloads, month);
  return {
    title: 'Cost',
    text: `About ${range(cost?.month ?? { min: 0, max: 0 }, whole)} ${
      prices.currency
    } per month, at prices of ${prices.asOf}`,
  };
}

function range({ min, max }: Range, format: Intl.NumberFormat): string {
  const [least, most] = [format.format(min), format.format(max)];
  return least === most ? least : `${least} to ${most}`;
}
