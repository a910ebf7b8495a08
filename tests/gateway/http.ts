import { connect } from 'node:net';

/** What came back over a connection. */
export interface Answer {
  status: number;
  body: string;
}

/** POSTs a body as it is, byte for byte. */
export function post(
  port: number,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const bytes = Buffer.from(body);
  const all = {
    host: 'gateway',
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    connection: 'close',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return exchange(
    port,
    Buffer.concat([
      Buffer.from(`POST / HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`),
      bytes,
    ]),
  );
}

/**
 * Sends bytes over a connection and reads until it is closed, or for two seconds after the last byte.
 *
 * @returns the first answer; the status is 0 when there was none, or the connection broke before it was read
 */
export function exchange(
  port: number,
  bytes: string | Uint8Array,
): Promise<Answer> {
  return new Promise(resolve => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', chunk => received.push(chunk));
    // A server that has refused a body may close before all of it has been sent.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answerOf(Buffer.concat(received))));
  });
}

function answerOf(received: Buffer): Answer {
  const text = received.toString('latin1');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0);
  const end = text.indexOf('\r\n\r\n');
  return { status, body: end < 0 ? '' : text.slice(end + 4) };
}
