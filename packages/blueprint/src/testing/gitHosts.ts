import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostRequest {
  method: string;
  path: string;
  authorization: string;
  body: unknown;
}

/** What a Git host answers to a request: status and JSON. */
export type HostAnswer = (request: HostRequest) => [number, unknown];

/**
 * The API of a Git host on loopback. Answers are shaped as the documentation of GitHub, GitLab and Gitea has them; it is none of
 * these hosts.
 */
export async function aGitHost(answer: HostAnswer) {
  const requests: HostRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    };
    requests.push(request);
    const [status, body] = answer(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise(done => server.close(done)),
  };
}
