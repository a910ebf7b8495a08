import { once } from 'node:events';
import { createServer } from 'node:http';

/** A response of {@link serveInTurn}. */
export interface Answer {
  status: number;
  body: string;
}

/** HTTP server on loopback. */
export interface AnswerServer {
  /** Base URL. */
  url: string;
  /** Responses in order; the last one is repeated. Without any, and on other paths, the status is 404. */
  answers: Answer[];
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/** Starts a server with the given responses on one path. */
export async function serveInTurn(path: string): Promise<AnswerServer> {
  const server = createServer();
  const served: AnswerServer = {
    url: '',
    answers: [],
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  server.on('request', (request, response) => {
    const { answers } = served;
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const known = request.url === path && answer;
    response.writeHead(known ? answer.status : 404);
    response.end(known ? answer.body : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('no port');
  }
  served.url = `http://127.0.0.1:${address.port}`;
  return served;
}
