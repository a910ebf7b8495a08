import { known } from '../facts';
import type { Facts } from '../facts';

/**
 * What the data files say is wrong with a client on the network of the request.
 * @public
 */
export interface Caveat {
  layer: 'execution' | 'consensus';
  /** Name of the client in requests, e.g. `lighthouse`. */
  name: string;
  /** Name of the client in sentences, e.g. `Lighthouse`. */
  title: string;
  text: string;
}

/** The caveats of a node's clients; they depend on the facts alone, and on no day. */
export function caveatsOf(
  { execution, consensus }: { execution: string; consensus?: string },
  network: string,
  facts: Facts,
): Caveat[] {
  const clients = [
    known(facts.executionClients, execution),
    known(facts.consensusClients, consensus),
  ];
  return clients.flatMap(client => {
    const text = known(client?.caveats ?? {}, network);
    if (!client || !text) return [];
    return [
      { layer: client.layer, name: client.name, title: client.title, text },
    ];
  });
}
