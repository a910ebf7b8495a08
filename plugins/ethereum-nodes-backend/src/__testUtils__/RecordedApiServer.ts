import { text as readText } from 'node:stream/consumers';
import { nodeStatusSchema } from '@nodeyard/ethereum';
import type { Server } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

interface RecordedAnswer {
  path: string;
  account: string;
  status: number;
  body: unknown;
}

const { answers }: { answers: RecordedAnswer[] } = JSON.parse(
  readFileSync(
    join(__dirname, '../__fixtures__/kubernetes/answers.json'),
    'utf8',
  ),
);

/** Accounts of rbac.yaml; their names are the bearer tokens. */
export type Account = 'reader' | 'lister' | 'stranger' | 'anonymous';

/**
 * Replays responses of a real API server (Kubernetes 1.34, see __fixtures__/kubernetes) by path, page and account. Pages have the
 * recorded length, regardless of `limit`. Requests that were not recorded get a 404 that names them.
 */
export class RecordedApiServer {
  readonly requests: Array<{ method: string; path: string; account: string }> =
    [];
  /** Overrides of the recording, for paths that contain the key. */
  readonly overrides = new Map<
    string,
    | { status: number; body: unknown }
    | 'hang'
    | ((method: string, body: string) => { status: number; body: unknown })
  >();
  /** Targets that requests are forwarded to, for paths that contain the key. */
  readonly forwards = new Map<string, string>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<RecordedApiServer> {
    const server = createServer();
    const api = new RecordedApiServer(server);
    server.on('request', (request, response) => {
      const path = request.url ?? '/';
      const account =
        request.headers.authorization?.replace('Bearer ', '') ?? 'anonymous';
      api.requests.push({ method: request.method ?? '', path, account });
      const forward = [...api.forwards].find(([part]) =>
        path.includes(part),
      )?.[1];
      if (forward !== undefined) {
        request.pipe(
          httpRequest(
            forward,
            { method: request.method, headers: request.headers },
            answer => {
              response.writeHead(answer.statusCode ?? 502, answer.headers);
              answer.pipe(response);
            },
          ).on('error', () => response.destroy()),
        );
        return;
      }
      const override = [...api.overrides].find(([part]) =>
        path.includes(part),
      )?.[1];
      if (override === 'hang') return;
      const send = (answer: { status: number; body: unknown }) => {
        const { status, body } = answer;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      };
      if (typeof override === 'function') {
        readText(request)
          .then(text => send(override(request.method ?? '', text)))
          .catch(() => response.destroy());
        return;
      }
      send(override ?? recorded(path, account));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }
}

function recorded(
  path: string,
  account: string,
): { status: number; body: unknown } {
  // The lists of reader and lister are the same; only one of them was recorded.
  const accounts = path.includes('/proxy/')
    ? [account]
    : [account, account === 'lister' ? 'reader' : account];
  const answer = answers.find(
    candidate =>
      accounts.includes(candidate.account) &&
      withoutLimit(candidate.path) === withoutLimit(path),
  );
  if (answer) return { status: answer.status, body: asOfNow(answer.body) };
  return {
    status: 404,
    body: { kind: 'Status', message: `not recorded: ${account} ${path}` },
  };
}

/** Moves the time of a recorded status to the current time. */
function asOfNow(body: unknown): unknown {
  const status = nodeStatusSchema.safeParse(body);
  if (!status.success || status.data.sample?.execution.kind !== 'ok') {
    return body;
  }
  const at = Date.now();
  status.data.sample.at = at;
  status.data.sample.execution.value.head.timestamp = Math.floor(at / 1000) - 5;
  return status.data;
}

function withoutLimit(path: string): string {
  const url = new URL(path, 'http://kubernetes');
  url.searchParams.delete('limit');
  url.searchParams.sort();
  return `${url.pathname}?${url.searchParams}`;
}
