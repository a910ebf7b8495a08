import type { ExecutionClient, HistoryMode } from '@nodeyard/ethereum';
import { known } from '../facts';
import type { Facts } from '../facts';
import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';
import { historyModesOn } from './history';

/** GiB of an execution client's volume: what it needs at least and what we suggest, as far as anybody published it. */
export function executionStorage(
  client: ExecutionClient,
  network: string,
  history: HistoryMode,
) {
  return known(client.storage, network)?.[history];
}

/** `900Gi` as 900. */
export function gibibytes(size: string): number {
  return Number(size.replace('Gi', ''));
}

/** Volumes that would be full before the first sync ends, and volumes without a known size. */
export function storageProblems(draft: RequestDraft, facts: Facts): Problem[] {
  const network = known(facts.networks, draft.network);
  if (!network) return [];
  return draft.nodes.flatMap((node, index) => {
    const execution = known(facts.executionClients, node?.execution);
    if (!node || !execution?.networks.includes(network.name)) return [];
    const modes = historyModesOn(execution, network);
    const history = node.history ?? modes[0];
    if (history === undefined || !modes.includes(history)) return [];
    const path = `nodes[${index}].storage.size`;
    return sizeProblems(
      execution,
      network.name,
      history,
      node.storage?.size,
      path,
    );
  });
}

function sizeProblems(
  execution: ExecutionClient,
  network: string,
  history: HistoryMode,
  size: string | undefined,
  path: string,
): Problem[] {
  const figures = executionStorage(execution, network, history);
  const node = requestMessage('client-on-network', {
    client: execution.name,
    network,
    history,
  });
  if (size === undefined) {
    if (figures) return [];
    return [
      problemOf({
        path,
        reason: requestMessage('size-missing', { node }),
        fix: requestMessage('give-size', {}),
      }),
    ];
  }
  if (
    figures?.minimumGi === undefined ||
    gibibytes(size) >= figures.minimumGi
  ) {
    return [];
  }
  return [
    problemOf({
      path,
      value: size,
      reason: requestMessage('size-too-small', {
        node,
        minimum: figures.minimumGi,
      }),
      fix: requestMessage('raise-size', {}),
    }),
  ];
}
