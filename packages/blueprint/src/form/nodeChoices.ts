import { currentFacts, known } from '../facts';
import {
  consensusAnswers,
  executionClientsOn,
  historyAnswers,
} from './template/answers';

/** A client or a history that the form offers, with its label. @public */
export interface NodeChoice {
  name: string;
  title: string;
}

/** Clients and histories that go together on a network. @public */
export interface NodeChoices {
  execution: NodeChoice[];
  /** Of the given execution client; the default first. */
  consensus: NodeChoice[];
  history: NodeChoice[];
}

/**
 * What the form offers for a node.
 *
 * @returns nothing for an unknown network, and no consensus clients and histories for an unknown execution client
 * @public
 */
export function nodeChoices(
  networkName: string | undefined,
  executionName: string | undefined,
): NodeChoices {
  const network = known(currentFacts.networks, networkName);
  const clients = network ? executionClientsOn(network, currentFacts) : [];
  const client = clients.find(({ name }) => name === executionName);
  return {
    execution: clients.map(({ name, title }) => ({ name, title })),
    consensus:
      network && client ? consensusAnswers(client, network, currentFacts) : [],
    history: network && client ? historyAnswers(client, network) : [],
  };
}
