import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections that a server holds at once. */
export interface ConnectionLimits {
  /** Of one remote address. */
  perSource: number;
  total: number;
}

interface Connection {
  socket: Socket;
  source: string;
  /** Whether an answer is being made or sent on it. */
  answering: boolean;
}

/**
 * Lets no caller take the places of others, and never turns the newest connection away for an older one that does nothing.
 *
 * Where a source has too many connections, its oldest one without an answer under way is closed; where all sources together
 * have too many, that of the source with the most. `server.maxConnections` would drop the newest instead, so that a caller
 * with idle connections keeps everyone else out.
 */
export function shareConnections(
  server: Server,
  { perSource, total }: ConnectionLimits,
): void {
  /** The oldest first. */
  const connections = new Set<Connection>();
  const bySocket = new WeakMap<Socket, Connection>();

  server.on('connection', (socket: Socket) => {
    const source = socket.remoteAddress ?? '';
    const connection = { socket, source, answering: false };
    connections.add(connection);
    bySocket.set(socket, connection);
    socket.once('close', () => connections.delete(connection));

    const crowd = crowdOf(source);
    const closed = crowd.find(({ answering }) => !answering) ?? crowd.at(-1);
    if (!closed) return;
    connections.delete(closed);
    closed.socket.destroy();
  });

  const follow = ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = bySocket.get(socket);
    if (!connection) return;
    connection.answering = true;
    response.once('close', () => {
      connection.answering = false;
    });
  };
  server.on('request', follow);
  server.on('checkContinue', follow);

  const of = (source: string) =>
    [...connections].filter(each => each.source === source);

  /** Connections of which one must go, now that the source has opened another. */
  function crowdOf(source: string): Connection[] {
    const own = of(source);
    if (own.length > perSource) return own;
    if (connections.size <= total) return [];
    const sources = new Set([...connections].map(each => each.source));
    return [...sources]
      .map(of)
      .reduce((most, other) => (other.length > most.length ? other : most));
  }
}
