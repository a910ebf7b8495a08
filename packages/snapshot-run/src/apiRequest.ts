import type { KubeConfig } from '@kubernetes/client-node';
import { createMasker, secretsOf } from '@nodeyard/ethereum';
import http from 'node:http';
import https from 'node:https';
import { z } from 'zod';
import { messageOf } from '@nodeyard/snapshot-store';
import { boundedText } from './bounds';
import { ClusterError } from './cluster';

/** Timeout of a request but a watch. */
export const MAX_REQUEST_MS = 15_000;
/** Objects are limited to 1.5 MiB; lists of kinds are shorter. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Characters of an unexpected response in a message. */
const MAX_QUOTED_LENGTH = 300;
const statusSchema = z.object({
  kind: z.literal('Status'),
  message: boundedText,
});
/** Plain-text response of the API server itself to an unknown path. */
export const NOT_FOUND_TEXT = '404 page not found';

/** The part of a KubeConfig that requests need. */
export type ApiAccess = Pick<KubeConfig, 'applyToHTTPSOptions'> & {
  getCurrentCluster(): { server: string } | null;
};

export interface RequestOptions {
  /** Until the response is read. */
  timeoutMs: number;
  body?: object;
}

/** Send a request about an object. @throws ClusterError */
export async function requestJson(
  config: ApiAccess,
  method: string,
  path: string,
  options: RequestOptions,
): Promise<ApiResponse> {
  const { status, text } = await requestText(config, method, path, options);
  return parseResponse(method, path, status, text);
}

/** Response of the API server, with its JSON document. */
interface ApiResponse {
  status: number;
  document: unknown;
}

/**
 * 404 and 409 are returned; all other failures are thrown.
 *
 * A response without JSON comes from a proxy: its 404 would be mistaken for a deleted object, and is thrown, too.
 */
export function parseResponse(
  method: string,
  path: string,
  status: number,
  text: string,
): ApiResponse {
  const isRefusal = status === 404 || status === 409;
  if (status >= 300 && !isRefusal) {
    throw refusedError(method, path, status, text);
  }
  const document = tryParseJson(text);
  const isWhole = isRefusal
    ? statusSchema.safeParse(document).success
    : document !== undefined;
  if (isWhole) return { status, document };
  throw new ClusterError(
    0,
    `The API server did not answer ${method} ${path}: the response with status ${status} is not its JSON but comes from a proxy: ${text.slice(
      0,
      MAX_QUOTED_LENGTH,
    )}`,
  );
}

/** @returns undefined for text that is not JSON, and for undefined */
export function tryParseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Send a request, and read status and text of its response. */
export async function requestText(
  config: ApiAccess,
  method: string,
  path: string,
  { timeoutMs, body }: RequestOptions,
): Promise<{ status: number; text: string }> {
  const { response, mask } = await request(
    config,
    method,
    path,
    AbortSignal.timeout(timeoutMs),
    body,
  );
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes > MAX_BYTES) {
        throw new Error(`the response is longer than ${MAX_BYTES} bytes`);
      }
    }
  } catch (error) {
    throw unreachableError(method, path, error);
  }
  const text = mask(Buffer.concat(chunks).toString());
  return { status: response.statusCode ?? 0, text };
}

/** Send a request; returns the unread response, and a function that masks credentials in texts. */
export async function request(
  config: ApiAccess,
  method: string,
  path: string,
  signal: AbortSignal,
  body?: object,
): Promise<{
  response: http.IncomingMessage;
  mask: (text: string) => string;
}> {
  const server = config.getCurrentCluster()?.server.replace(/\/$/, '');
  if (!server) {
    throw new ClusterError(
      400,
      'No cluster is configured: run in a pod with a service account, or set KUBECONFIG.',
    );
  }
  const options: https.RequestOptions = { method };
  // May run the kubeconfig's credential plugin, or read a token that is being rotated.
  await config.applyToHTTPSOptions(options).catch(error => {
    throw unreachableError(method, path, error);
  });
  const url = new URL(server + path);
  const mask = createMasker(
    secretsOf({ headers: stringHeaders(options.headers) }),
  );
  const content =
    method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const text = body && Buffer.from(JSON.stringify(body));
  // Node.js sets neither content-length nor chunked encoding for the body of a DELETE by itself.
  const length = text ? { 'content-length': text.length } : {};
  return new Promise((resolve, reject) => {
    const call = (url.protocol === 'http:' ? http : https).request(
      url,
      {
        ...options,
        signal,
        headers: { ...options.headers, ...length, 'content-type': content },
      },
      response => resolve({ response, mask }),
    );
    call.on('error', error => reject(unreachableError(method, path, error)));
    call.end(text);
  });
}

function stringHeaders(headers: object = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
}

export function refusedError(
  method: string,
  path: string,
  status: number,
  text: string,
): ClusterError {
  const { data } = statusSchema.safeParse(tryParseJson(text));
  const why = data?.message ?? text.slice(0, MAX_QUOTED_LENGTH);
  return new ClusterError(
    status,
    `The API server answered ${method} ${path} with ${status}: ${why}`,
  );
}

export function unreachableError(
  method: string,
  path: string,
  error: unknown,
): ClusterError {
  const why = messageOf(error);
  return new ClusterError(
    0,
    `The API server did not answer ${method} ${path}: ${why}`,
  );
}
