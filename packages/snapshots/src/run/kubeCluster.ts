import type { KubeConfig } from '@kubernetes/client-node';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { Cluster, ClusterError, Kind, pathOf, Written } from './cluster';

const TIMEOUT_MS = 15_000;
/** The server ends a watch by then, and the caller begins another. */
const WATCH_SECONDS = 300;
/** Of a proxy's page, in a message. */
const LONGEST_SAYING = 300;
const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string(),
});
/** How the API server itself, in plain text, says that it does not know a path. */
const UNKNOWN_PATH = '404 page not found';
const watchEventSchema = z.object({ type: z.string(), object: z.unknown() });

/** As much of a KubeConfig as is needed. */
export type Access = Pick<KubeConfig, 'applyToHTTPSOptions'> & {
  getCurrentCluster(): { server: string } | null;
};

/** Read the kubeconfig that `KUBECONFIG` names, or the pod's own service account. */
export async function loadKubeConfig(): Promise<KubeConfig> {
  // @kubernetes/client-node 1.x is an ES module, and this package is CommonJS.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}

/** The real one. Its answers are plain JSON: the client's models would drop what they do not know from the chart's Jobs. */
export function kubeCluster(config: Access, namespace: string): Cluster {
  const send = (method: string, path: string, body?: object) =>
    answer(config, method, path, body);
  return {
    async read(kind, name, schema) {
      const path = pathOf(kind, namespace, name);
      const { status, document } = await send('GET', path);
      return status === 404 ? undefined : parsed(schema, document, kind, name);
    },
    async create(kind, manifest) {
      const { status } = await send('POST', pathOf(kind, namespace), manifest);
      return written(status);
    },
    async patch(kind, name, patch, { dryRun = false } = {}) {
      const query = dryRun ? '?dryRun=All' : '';
      const path = pathOf(kind, namespace, name) + query;
      return written((await send('PATCH', path, patch)).status);
    },
    async remove(kind, name) {
      const body = { propagationPolicy: 'Foreground' };
      const path = pathOf(kind, namespace, name);
      return written((await send('DELETE', path, body)).status);
    },
    watch: (kind, name, schema, onState, signal) =>
      follow(config, watchPath(kind, namespace, name), signal, line => {
        const event = watchEventSchema.safeParse(JSON.parse(line));
        const state = schema.safeParse(event.data?.object);
        if (state.success && event.data?.type !== 'ERROR') onState(state.data);
      }),
    async serves(kind) {
      const [group] = pathOf(kind, namespace).split('/namespaces/');
      const { status, text } = await exchange(config, 'GET', group);
      if (status === 404 && text.trim() === UNKNOWN_PATH) return false;
      return said('GET', group, status, text).status !== 404;
    },
  };
}

function watchPath(kind: Kind, namespace: string, name: string): string {
  return `${pathOf(
    kind,
    namespace,
  )}?watch=1&fieldSelector=metadata.name%3D${name}&timeoutSeconds=${WATCH_SECONDS}`;
}

async function answer(
  config: Access,
  method: string,
  path: string,
  body?: object,
): Promise<Said> {
  const { status, text } = await exchange(config, method, path, body);
  return said(method, path, status, text);
}

/** What the API server said, in JSON as it says everything about objects. */
interface Said {
  status: number;
  document: unknown;
}

/**
 * 404 and 409 are answers; everything else that is no success is thrown.
 *
 * A page of a proxy in between is no answer, whatever its number: a 404 of its own would read as "this node was deleted".
 */
function said(
  method: string,
  path: string,
  status: number,
  text: string,
): Said {
  const isRefusal = status === 404 || status === 409;
  if (status >= 300 && !isRefusal) throw refusal(method, path, status, text);
  const document = jsonOf(text);
  const isWhole = isRefusal
    ? statusSchema.safeParse(document).success
    : document !== undefined;
  if (isWhole) return { status, document };
  throw new ClusterError(
    0,
    `The API server did not answer ${method} ${path}: what came, with ${status}, is not in its JSON but a page of something in between: ${text.slice(
      0,
      LONGEST_SAYING,
    )}`,
  );
}

/** @returns undefined for what is no JSON */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function exchange(
  config: Access,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; text: string }> {
  const response = await request(
    config,
    method,
    path,
    AbortSignal.timeout(TIMEOUT_MS),
    body,
  );
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(Buffer.from(chunk));
  } catch (error) {
    throw unreachable(method, path, error);
  }
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode ?? 0, text };
}

async function follow(
  config: Access,
  path: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  try {
    const response = await request(config, 'GET', path, signal);
    if (response.statusCode !== 200)
      throw refusal('WATCH', path, response.statusCode ?? 0, '');
    for await (const line of createInterface(response)) onLine(line);
  } catch (error) {
    if (!signal.aborted)
      throw error instanceof ClusterError
        ? error
        : unreachable('WATCH', path, error);
  }
}

async function request(
  config: Access,
  method: string,
  path: string,
  signal: AbortSignal,
  body?: object,
): Promise<http.IncomingMessage> {
  const server = config.getCurrentCluster()?.server.replace(/\/$/, '');
  if (!server)
    throw new ClusterError(
      400,
      'There is no cluster: run it in a pod with a service account, or set KUBECONFIG.',
    );
  const options: https.RequestOptions = { method };
  // May run the kubeconfig's credential plugin, or read a token that is being rotated.
  await config.applyToHTTPSOptions(options).catch(error => {
    throw unreachable(method, path, error);
  });
  const url = new URL(server + path);
  const content =
    method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const text = body && Buffer.from(JSON.stringify(body));
  // Node.js says neither how long the body of a DELETE is nor that it comes in chunks, unless it is told.
  const length = text ? { 'content-length': text.length } : {};
  return new Promise((resolve, reject) => {
    const call = (url.protocol === 'http:' ? http : https).request(
      url,
      {
        ...options,
        signal,
        headers: { ...options.headers, ...length, 'content-type': content },
      },
      resolve,
    );
    call.on('error', error => reject(unreachable(method, path, error)));
    call.end(text);
  });
}

function parsed<T>(
  schema: z.ZodType<T>,
  document: unknown,
  kind: Kind,
  name: string,
): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw new ClusterError(
    422,
    `The API server's ${kind} ${name} is not what it should be: ${z.prettifyError(
      result.error,
    )}`,
  );
}

function written(status: number): Written {
  if (status === 404) return 'absent';
  return status === 409 ? 'conflict' : 'written';
}

function refusal(
  method: string,
  path: string,
  status: number,
  text: string,
): ClusterError {
  const { data } = statusSchema.safeParse(jsonOf(text));
  const why = data?.message ?? text.slice(0, LONGEST_SAYING);
  return new ClusterError(
    status,
    `The API server answered ${method} ${path} with ${status}: ${why}`,
  );
}

function unreachable(
  method: string,
  path: string,
  error: unknown,
): ClusterError {
  const why = error instanceof Error ? error.message : String(error);
  return new ClusterError(
    0,
    `The API server did not answer ${method} ${path}: ${why}`,
  );
}
