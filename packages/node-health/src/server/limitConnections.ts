import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Maximum numbers of open connections. */
export interface ConnectionLimits {
  /** From one remote address. */
  perSource: number;
  total: number;
}

interface Connection {
  socket: Socket;
  source: string;
  /** Whether a response is pending on it. */
  answering: boolean;
}

/**
 * Limits connections so that no caller can lock out others.
 *
 * If a source has too many connections, its oldest one without a pending response is closed; if all sources together have too
 * many, one of the source with the most. `server.maxConnections` would drop the newest connection instead, so that a caller with
 * idle connections could lock out all others.
 */
export function limitConnections(
  server: Server,
  { perSource, total }: ConnectionLimits,
): void {
  /** Oldest first. */
  const connections = new Set<Connection>();
  const bySocket = new WeakMap<Socket, Connection>();

  server.on('connection', (socket: Socket) => {
    const source = socket.remoteAddress ?? '';
    const connection = { socket, source, answering: false };
    connections.add(connection);
    bySocket.set(socket, connection);
    socket.once('close', () => connections.delete(connection));

    const overLimit = connectionsOverLimit(source);
    const closed =
      overLimit.find(({ answering }) => !answering) ?? overLimit.at(-1);
    if (!closed) return;
    connections.delete(closed);
    closed.socket.destroy();
  });

  const track = ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = bySocket.get(socket);
    if (!connection) return;
    connection.answering = true;
    response.once('close', () => {
      connection.answering = false;
    });
  };
  server.on('request', track);
  server.on('checkContinue', track);

  const ofSource = (source: string) =>
    [...connections].filter(each => each.source === source);

  /** Connections one of which must be closed after the source opened another; empty if no limit is exceeded. */
  function connectionsOverLimit(source: string): Connection[] {
    const own = ofSource(source);
    if (own.length > perSource) return own;
    if (connections.size <= total) return [];
    const sources = new Set([...connections].map(each => each.source));
    return [...sources]
      .map(ofSource)
      .reduce((most, other) => (other.length > most.length ? other : most));
  }
}
