import { asMessage, type Message } from '@nodeyard/ethereum';
import { costByTeam, sum } from '../cost/cost';
import type { Range } from '../cost/cost';
import type { Prices } from '../cost/prices';
import type { Requests } from '../cost/requests';
import { currentFacts, known } from '../facts';
import { joined } from '../messages/lists';
import { requestMessage } from '../messages/requestMessages';
import type { PlannedNode } from '../plan/nodes';
import type { Plan } from '../plan/plan';
import { snapshotMessages } from '../plan/snapshotSentences';
import { networkRequests } from '../platform/generated';
import { figureOf } from './figure';
import type { FigureCode, FormFigure } from './figure';
import { historyTitles, titleOf } from './labels';
import {
  englishFormLanguage,
  formSentence,
  type FormLanguage,
} from './language';

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

/** How a language writes amounts. */
interface Amounts {
  whole: Intl.NumberFormat;
  tenths: Intl.NumberFormat;
}

/**
 * Nodes, disk, memory, processors and, where prices are known, cost of one environment.
 * @public
 */
export function planFigures(
  plan: Plan,
  prices?: FormPrices,
  language: FormLanguage = englishFormLanguage,
): FormFigure[] {
  const amounts: Amounts = {
    whole: new Intl.NumberFormat(language.locale, { maximumFractionDigits: 0 }),
    tenths: new Intl.NumberFormat(language.locale, {
      maximumFractionDigits: 1,
    }),
  };
  const workloads = [
    ...plan.nodes.map(node => requestsOf(node, plan, { min: 1, max: 1 })),
    ...(plan.pool ? [requestsOf(plan.pool, plan, plan.pool)] : []),
  ];
  const total = (of: (workload: Requests) => number): Range => ({
    min: sum(workloads.map(workload => workload.pods.min * of(workload))),
    max: sum(workloads.map(workload => workload.pods.max * of(workload))),
  });
  const disk = total(({ volumes }) => sum(volumes.map(({ gib }) => gib)));
  const memory = total(({ memoryGib }) => memoryGib);
  const cores = total(workload => workload.cores);
  const isSized = plan.totals.storageGi !== undefined;
  const figures: [FigureCode, Message][] = [
    ['figure-nodes', nodesMessage(plan, amounts)],
    [
      'figure-disk',
      isSized
        ? diskMessage(range(disk, amounts.whole), plan.nodes, amounts)
        : requestMessage('disk-unknown', {}),
    ],
    [
      'figure-memory',
      requestMessage('gibibytes', { amount: range(memory, amounts.tenths) }),
    ],
    [
      'figure-processors',
      requestMessage('cores', { amount: range(cores, amounts.tenths) }),
    ],
    ...(prices && isSized ? [costFigure(workloads, prices, amounts)] : []),
    ...snapshotMessages(plan).map((message): [FigureCode, Message] => [
      'figure-snapshots',
      message,
    ]),
  ];
  return figures.map(([code, message]) => figureOf(code, message, language));
}

/** The figure in place of a cost that cannot be computed. @public */
export function unknownCostFigure(
  why: string,
  language: FormLanguage = englishFormLanguage,
): FormFigure {
  return figureOf(
    'figure-cost',
    requestMessage('cost-unknown', { why }),
    language,
  );
}

/** The warnings of a plan, with the labels of the form. @public */
export function planNotes(
  { warnings, nodes, pool }: Plan,
  language: FormLanguage = englishFormLanguage,
): string[] {
  const names = [...nodes, ...(pool ? [pool] : [])].map(({ name }) => name);
  return warnings.map(({ reasonCoded, adviceCoded }) => {
    const sentence = formSentence(reasonCoded, language);
    const begins = names.some(name => sentence.startsWith(`${name} `))
      ? sentence
      : sentence.charAt(0).toUpperCase() + sentence.slice(1);
    return `${begins}. ${formSentence(adviceCoded, language)}`;
  });
}

function nodesMessage(
  { nodes, pool, request }: Plan,
  { whole }: Amounts,
): Message {
  const [first, ...others] = nodes;
  const network = titleOf(request.network);
  const ofNodes =
    others.length === 0
      ? requestMessage('nodes-of-pair', {
          pair: pairMessage(first),
          network,
          history: historyMessage(first),
        })
      : requestMessage('several-nodes', {
          number: nodes.length,
          network,
          nodes: joined(
            'together',
            nodes.map(node =>
              requestMessage('pair-with-history', {
                pair: pairMessage(node),
                history: historyMessage(node),
              }),
            ),
          ),
        });
  return pool
    ? requestMessage('nodes-and-pool', {
        nodes: ofNodes,
        pool: range(pool, whole),
      })
    : ofNodes;
}

function pairMessage({ execution, consensus }: PlannedNode): Message {
  return consensus
    ? requestMessage('pair', {
        execution: titleOf(execution),
        consensus: titleOf(consensus),
      })
    : requestMessage('execution-alone', { execution: titleOf(execution) });
}

function historyMessage({ history, historyDays }: PlannedNode): Message {
  return historyDays === undefined
    ? asMessage(historyTitles[history])
    : requestMessage('last-days', { days: historyDays });
}

function diskMessage(
  total: Message,
  [
    { execution, executionGi, consensus, consensusGi },
    ...others
  ]: Plan['nodes'],
  { whole }: Amounts,
): Message {
  return others.length === 0 &&
    executionGi !== undefined &&
    consensus &&
    consensusGi !== undefined
    ? requestMessage('gibibytes-by-client', {
        total,
        executionSize: whole.format(executionGi),
        execution: titleOf(execution),
        consensusSize: whole.format(consensusGi),
        consensus: titleOf(consensus),
      })
    : requestMessage('gibibytes', { amount: total });
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
  { whole }: Amounts,
): [FigureCode, Message] {
  const month: Prices = {
    ...prices,
    storageGibMonth: new Map(Object.entries(storageGibMonth)),
    budgets: new Map(),
  };
  const [cost] = costByTeam(workloads, month);
  return [
    'figure-cost',
    requestMessage('cost-per-month', {
      amount: range(cost?.month ?? { min: 0, max: 0 }, whole),
      currency: prices.currency,
      asOf: prices.asOf,
    }),
  ];
}

function range({ min, max }: Range, format: Intl.NumberFormat): Message {
  const [least, most] = [format.format(min), format.format(max)];
  return least === most
    ? asMessage(least)
    : requestMessage('range', { least, most });
}
