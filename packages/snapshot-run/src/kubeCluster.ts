import type { KubeConfig } from '@kubernetes/client-node';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { boundedText } from './bounds';
import type { ApiAccess } from './apiRequest';
import {
  MAX_REQUEST_MS,
  requestJson,
  requestText,
  refusedError,
  request,
  parseResponse,
  NOT_FOUND_TEXT,
  unreachableError,
} from './apiRequest';
import type { Cluster, Kind, WriteOutcome } from './cluster';
import { ClusterError, groupPathOf, pathOf } from './cluster';

/** The server ends a watch after this time; the caller starts another. */
const WATCH_SECONDS = 300;
const watchEventSchema = z.object({ type: boundedText, object: z.unknown() });

/** Read the kubeconfig that `KUBECONFIG` names, or the pod's own service account. */
export async function loadKubeConfig(): Promise<KubeConfig> {
  // @kubernetes/client-node 1.x is an ES module, and this package is CommonJS.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}

/**
 * Access to a real API server with plain JSON: the models of the client library would drop unknown fields of the chart's Jobs.
 *
 * @param timeoutMs - of each request but watches
 */
export function kubeCluster(
  config: ApiAccess,
  namespace: string,
  timeoutMs = MAX_REQUEST_MS,
): Cluster {
  const send = (method: string, path: string, body?: object) =>
    requestJson(config, method, path, { timeoutMs, body });
  return {
    async read(kind, name, schema) {
      const path = pathOf(kind, namespace, name);
      const { status, document } = await send('GET', path);
      return status === 404
        ? undefined
        : parseObject(schema, document, kind, name);
    },
    async create(kind, manifest) {
      const { status } = await send('POST', pathOf(kind, namespace), manifest);
      return writeOutcome(status);
    },
    async patch(kind, name, patch, { dryRun = false } = {}) {
      const query = dryRun ? '?dryRun=All' : '';
      const path = pathOf(kind, namespace, name) + query;
      return writeOutcome((await send('PATCH', path, patch)).status);
    },
    async remove(kind, name) {
      const body = { propagationPolicy: 'Foreground' };
      const path = pathOf(kind, namespace, name);
      return writeOutcome((await send('DELETE', path, body)).status);
    },
    watch: (kind, name, schema, onState, signal) =>
      streamLines(config, watchPath(kind, namespace, name), signal, line => {
        const event = watchEventSchema.safeParse(JSON.parse(line));
        const state = schema.safeParse(event.data?.object);
        if (state.success && event.data?.type !== 'ERROR') onState(state.data);
      }),
    async serves(kind) {
      const group = groupPathOf(kind);
      const { status, text } = await requestText(config, 'GET', group, {
        timeoutMs,
      });
      if (status === 404 && text.trim() === NOT_FOUND_TEXT) return false;
      return parseResponse('GET', group, status, text).status !== 404;
    },
  };
}

function watchPath(kind: Kind, namespace: string, name: string): string {
  return `${pathOf(
    kind,
    namespace,
  )}?watch=1&fieldSelector=metadata.name%3D${name}&timeoutSeconds=${WATCH_SECONDS}`;
}

async function streamLines(
  config: ApiAccess,
  path: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  try {
    const { response } = await request(config, 'GET', path, signal);
    if (response.statusCode !== 200) {
      throw refusedError('WATCH', path, response.statusCode ?? 0, '');
    }
    for await (const line of createInterface(response)) onLine(line);
  } catch (error) {
    if (!signal.aborted) {
      throw error instanceof ClusterError
        ? error
        : unreachableError('WATCH', path, error);
    }
  }
}

function parseObject<T>(
  schema: z.ZodType<T>,
  document: unknown,
  kind: Kind,
  name: string,
): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw new ClusterError(
    422,
    `The API server's ${kind} ${name} does not match its schema: ${z.prettifyError(
      result.error,
    )}`,
  );
}

function writeOutcome(status: number): WriteOutcome {
  if (status === 404) return 'absent';
  return status === 409 ? 'conflict' : 'written';
}
