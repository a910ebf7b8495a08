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
 * The node that is added to others: of clients that none of them runs, as far as there are any, and with the history of the first, so
 * that each can answer what the others can.
 */
export function anotherNode(
  nodes: readonly MoreNode[],
  network: string | undefined,
): MoreNode {
  const unused = (
    layer: 'execution' | 'consensus',
    names: readonly { name: string }[],
  ) =>
    (
      names.find(({ name }) => nodes.every(node => node[layer] !== name)) ??
      names[0]
    )?.name;
  const execution = unused(
    'execution',
    nodeChoices(network, undefined).execution,
  );
  if (execution === undefined) return {};
  const { consensus } = nodeChoices(network, execution);
  return withExecution(
    { consensus: unused('consensus', consensus), history: nodes[0]?.history },
    execution,
    network,
  );
}
