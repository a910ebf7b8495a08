import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import {
  bringsBody,
  close,
  listen,
  type RunningServer,
} from '../server/server';
import { shareConnections } from '../server/shareConnections';
import type { CheckpointService } from './checkpointService';
import { askedFor, servedPaths } from './routes';

/** The consensus client of the pod and a person who looks. All of them are one source, loopback. */
const CONNECTIONS = { perSource: 8, total: 8 };
const MAX_HEADER_BYTES = 4096;
const HEADERS_TIMEOUT_MS = 5_000;

/** Serves the checkpoint routes of the Beacon API, on loopback and nowhere else: what they give is not for the cluster. */
export async function startCheckpointServer(
  port: number,
  service: CheckpointService,
): Promise<RunningServer> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
  });
  shareConnections(server, CONNECTIONS);
  server.maxHeadersCount = 50;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    reply(request, response, service).catch(() => response.destroy());
  });
  return {
    port: await listen(server, port, '127.0.0.1'),
    stop: () => {
      service.stop();
      return close(server);
    },
  };
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  service: CheckpointService,
): Promise<void> {
  const { method = '', url = '', headers } = request;
  if (method !== 'GET') {
    response.setHeader('Allow', 'GET');
    fail(response, 405, `${method} is not answered, only GET`);
    return;
  }
  if (bringsBody(headers)) {
    response.setHeader('Connection', 'close');
    fail(response, 400, 'a request has no body here');
    return;
  }
  const asked = askedFor(url);
  if (!asked) {
    fail(
      response,
      404,
      `${url.slice(0, 100)} is not served. There are ${servedPaths.join(
        ', ',
      )}, where {id} is finalized, a slot or a root.`,
    );
    return;
  }
  if (!takesBytes(asked.what, headers.accept)) {
    fail(response, 406, 'only application/octet-stream (SSZ) is served here');
    return;
  }
  const instead = await service.answer(asked, response);
  if (!instead) return;
  if (instead.code === 200) {
    json(response, 200, {
      execution_optimistic: false,
      finalized: true,
      data: instead.data,
    });
  } else {
    fail(response, instead.code, instead.message);
  }
}

/** A state and a block are SSZ only; what is in JSON anyway is given in what the source has. */
function takesBytes(what: string, accept = '*/*'): boolean {
  return (
    !['state', 'block'].includes(what) ||
    /octet-stream|\*\/\*|application\/\*/.test(accept)
  );
}

/** An error in the form of the Beacon API. */
function fail(response: ServerResponse, code: number, message: string): void {
  json(response, code, { code, message });
}

function json(response: ServerResponse, code: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(code, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
