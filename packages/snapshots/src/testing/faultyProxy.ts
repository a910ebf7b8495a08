import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';

/** Fault of a request: passed on, answered with 500, never answered, or closed within the response. */
export type Fault = 'none' | 'error' | 'stall' | 'cut';

/** A proxy in front of an S3 server that injects faults. */
export interface FaultyProxy {
  endpoint: string;
  /** Number of requests by fault. */
  counts: Record<Fault, number>;
  stop(): Promise<void>;
}

/** @param choose - fault of the n-th request, counted from 0 */
export async function startFaultyProxy(
  target: string,
  choose: (nth: number, method: string) => Fault,
): Promise<FaultyProxy> {
  const counts = { none: 0, error: 0, stall: 0, cut: 0 };
  let nth = 0;
  const server = createServer((asked, answer) => {
    const fault = choose(nth++, asked.method ?? 'GET');
    counts[fault]++;
    if (fault === 'stall') {
      asked.resume();
    } else if (fault === 'error') {
      asked.resume();
      answer.writeHead(500).end('<Error><Code>InternalError</Code></Error>');
    } else {
      pass(target, asked, answer, fault === 'cut');
    }
  });
  const port = await listening(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    counts,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(
  target: string,
  asked: IncomingMessage,
  answer: ServerResponse,
  cut: boolean,
): void {
  // The Host header is signed: it must stay the proxy's own.
  const onward = request(
    `${target}${asked.url}`,
    { method: asked.method, headers: asked.headers },
    reply => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      if (!cut) {
        reply.pipe(answer);
      } else {
        reply.once('data', (part: Buffer) =>
          answer.write(part.subarray(0, part.length >> 1), () =>
            answer.destroy(),
          ),
        );
        reply.once('end', () => answer.destroy());
      }
    },
  );
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
    });
  });
}
