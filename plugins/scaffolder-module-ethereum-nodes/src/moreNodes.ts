import { nodeChoices } from '@nodeyard/blueprint/form';

/** A node beside the first one, as the form answers it. @public */
export interface MoreNode {
  execution?: string;
  consensus?: string;
  history?: string;
}

/** A node with another execution client: consensus client and history that it does not have become its defaults. */
export function withExecution(
  node: MoreNode,
  execution: string,
  network: string | undefined,
): MoreNode {
  const { consensus, history } = nodeChoices(network, execution);
  const offered = (choices: typeof consensus, name: string | undefined) =>
    (choices.find(choice => choice.name === name) ?? choices[0])?.name;
  return {
    execution,
    consensus: offered(consensus, node.consensus),
    history: offered(history, node.history),
  };
}

/**
 * The node that is added to others: of clients that none of them runs, as far as there are any, and first of those with the history of
 * the first node, so that it can answer what that can.
 */
export function anotherNode(
  nodes: readonly MoreNode[],
  network: string | undefined,
): MoreNode {
  const history = nodes[0]?.history;
  const choices = nodeChoices(network, undefined).execution;
  const unused = choices.filter(isUnused('execution', nodes));
  const [client] = [
    ...unused.filter(({ name }) =>
      nodeChoices(network, name).history.some(mode => mode.name === history),
    ),
    ...unused,
    ...choices,
  ];
  if (!client) return {};
  const consensus = nodeChoices(network, client.name).consensus.find(
    isUnused('consensus', nodes),
  );
  return withExecution(
    { consensus: consensus?.name, history },
    client.name,
    network,
  );
}

function isUnused(
  layer: 'execution' | 'consensus',
  nodes: readonly MoreNode[],
) {
  return ({ name }: { name: string }) =>
    nodes.every(node => node[layer] !== name);
}
