import { refusedTag } from '@nodeyard/ethereum';
import type {
  ConsensusClient,
  ExecutionClient,
  Network,
} from '@nodeyard/ethereum';
import { clientCapability } from '../capabilities';
import { known } from '../facts';
import type { Facts } from '../facts';
import { anyOf, useOneOf } from '../messages/lists';
import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import type { NodeDraft, RequestDraft } from '../request/draft';
import { nearest } from '../request/nearest';
import { historyModesOn } from './history';

/** Every reason for which the clients of the nodes cannot run as asked. */
export function clientProblems(draft: RequestDraft, facts: Facts): Problem[] {
  return draft.nodes.flatMap((node, index) =>
    node ? pairProblems(node, `nodes[${index}]`, draft.network, facts) : [],
  );
}

function pairProblems(
  node: NodeDraft & object,
  path: string,
  network: string | undefined,
  facts: Facts,
): Problem[] {
  const execution = known(facts.executionClients, node.execution);
  const consensus = known(facts.consensusClients, node.consensus);
  return [
    ...unknownClient(node.execution, `${path}.execution`, 'execution', facts),
    ...unknownClient(node.consensus, `${path}.consensus`, 'consensus', facts),
    ...clientFit(execution, `${path}.execution`, network, facts),
    ...clientFit(consensus, `${path}.consensus`, network, facts),
    ...historyFit(
      execution,
      node,
      `${path}.history`,
      known(facts.networks, network),
    ),
    ...missingConsensus(execution, node, `${path}.consensus`, facts),
  ];
}

function unknownClient(
  name: string | undefined,
  path: string,
  layer: 'execution' | 'consensus',
  facts: Facts,
): Problem[] {
  const here =
    layer === 'execution' ? facts.executionClients : facts.consensusClients;
  if (name === undefined || known<object>(here, name)) return [];
  const elsewhere = known<object>(
    layer === 'execution' ? facts.consensusClients : facts.executionClients,
    name,
  );
  const meant = nearest(name, Object.keys(here));
  return [
    problemOf({
      path,
      value: name,
      reason: requestMessage(
        elsewhere ? 'other-layer' : `unknown-${layer}`,
        {},
      ),
      fix: meant
        ? requestMessage('did-you-mean', { name: meant })
        : useOneOf(deployable(here)),
    }),
  ];
}

function clientFit(
  client: ExecutionClient | ConsensusClient | undefined,
  path: string,
  network: string | undefined,
  facts: Facts,
): Problem[] {
  if (!client) return [];
  const problems: Problem[] = [];
  const capability = clientCapability(client);
  if (!capability.chart) {
    const peers =
      client.layer === 'execution'
        ? facts.executionClients
        : facts.consensusClients;
    problems.push(
      problemOf({
        path,
        value: client.name,
        reason: requestMessage('undeployable', { why: capability.reason }),
        fix: useOneOf(deployable(peers)),
      }),
    );
  }
  if (
    known(facts.networks, network) &&
    network !== undefined &&
    !client.networks.includes(network)
  ) {
    problems.push(
      problemOf({
        path,
        value: client.name,
        reason: requestMessage('not-on-network', { network }),
        fix: requestMessage('choose-network-or-client', {
          client: client.title,
          networks: client.networks.join(', '),
        }),
      }),
    );
  }
  const refused =
    network !== undefined && client.networks.includes(network)
      ? refusedTag(client, network, client.image.tag)
      : undefined;
  if (refused !== undefined && network !== undefined) {
    problems.push(
      problemOf({
        path,
        value: client.name,
        reason: requestMessage('refused-tag', {
          tag: client.image.tag,
          network,
          why: refused,
        }),
        fix: requestMessage('choose-client', {}),
      }),
    );
  }
  return problems;
}

function historyFit(
  execution: ExecutionClient | undefined,
  { history }: NodeDraft & object,
  path: string,
  network: Network | undefined,
): Problem[] {
  if (!execution || history === undefined) return [];
  const modes = historyModesOn(execution, network);
  if (modes.includes(history)) return [];
  const had = execution.history.includes(history);
  return [
    problemOf({
      path,
      value: history,
      reason:
        had && network
          ? requestMessage('history-without-block', { network: network.name })
          : requestMessage('history-unsupported', { client: execution.name }),
      fix: useOneOf(modes),
    }),
  ];
}

function missingConsensus(
  execution: ExecutionClient | undefined,
  node: NodeDraft & object,
  path: string,
  facts: Facts,
): Problem[] {
  if (
    node.consensus !== undefined ||
    !execution ||
    execution.embeddedConsensus
  ) {
    return [];
  }
  return [
    problemOf({
      path,
      reason: requestMessage('consensus-missing', { client: execution.name }),
      fix: requestMessage('add-consensus', {
        choices: anyOf(deployable(facts.consensusClients)),
      }),
    }),
  ];
}

function deployable(
  clients: Readonly<Record<string, ExecutionClient | ConsensusClient>>,
): string[] {
  return Object.values(clients)
    .filter(client => clientCapability(client).chart)
    .map(client => client.name);
}
