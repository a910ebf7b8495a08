import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import {
  hasRequestBody,
  close,
  listen,
  type RunningServer,
} from '../server/server';
import { limitConnections } from '../server/limitConnections';
import type { CheckpointService } from './checkpointService';
import { parseRequest, servedPaths } from './routes';

/** For the consensus client of the pod and for debugging. All callers have the same address, loopback. */
const CONNECTIONS = { perSource: 8, total: 8 };
const MAX_HEADER_BYTES = 4096;
const HEADERS_TIMEOUT_MS = 5_000;

/** Serves the checkpoint routes of the Beacon API on loopback only: the rest of the cluster must not use them. */
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
  limitConnections(server, CONNECTIONS);
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
    fail(response, 405, `method ${method} is not allowed, use GET`);
    return;
  }
  if (hasRequestBody(headers)) {
    response.setHeader('Connection', 'close');
    fail(response, 400, 'request bodies are not accepted');
    return;
  }
  const checkpointRequest = parseRequest(url);
  if (!checkpointRequest) {
    fail(
      response,
      404,
      `${url.slice(0, 100)} is not served. Served paths: ${servedPaths.join(
        ', ',
      )}, where {id} is finalized, a slot or a root.`,
    );
    return;
  }
  if (!acceptsSsz(checkpointRequest.kind, headers.accept)) {
    fail(response, 406, 'only application/octet-stream (SSZ) is served');
    return;
  }
  const direct = await service.answer(checkpointRequest, response);
  if (!direct) return;
  if (direct.code === 200) {
    json(response, 200, {
      execution_optimistic: false,
      finalized: true,
      data: direct.data,
    });
  } else {
    fail(response, direct.code, direct.message);
  }
}

/** Whether the client accepts the encoding. States and blocks are served as SSZ only, other kinds as the source encodes them. */
function acceptsSsz(kind: string, accept = '*/*'): boolean {
  return (
    !['state', 'block'].includes(kind) ||
    /octet-stream|\*\/\*|application\/\*/.test(accept)
  );
}

/** Sends an error in the format of the Beacon API. */
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
