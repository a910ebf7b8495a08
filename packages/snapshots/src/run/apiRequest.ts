import type { KubeConfig } from '@kubernetes/client-node';
import { masker, secretsOf } from '@nodeyard/ethereum';
import http from 'node:http';
import https from 'node:https';
import { z } from 'zod';
import { anyText } from './bounds';
import { ClusterError } from './cluster';

const TIMEOUT_MS = 15_000;
/** No object is larger than 1.5 MiB; lists of kinds are shorter. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Of a proxy's page, in a message. */
const LONGEST_SAYING = 300;
const statusSchema = z.object({
  kind: z.literal('Status'),
  message: anyText,
});
/** How the API server itself, in plain text, says that it does not know a path. */
export const UNKNOWN_PATH = '404 page not found';

/** As much of a KubeConfig as is needed. */
export type Access = Pick<KubeConfig, 'applyToHTTPSOptions'> & {
  getCurrentCluster(): { server: string } | null;
};

/** One request about objects, and what was said. @throws ClusterError */
export async function answer(
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
export function said(
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

/** @returns undefined for what is no JSON, and for nothing */
export function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request, and whatever text came back with which number. */
export async function exchange(
  config: Access,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; text: string }> {
  const { response, mask } = await request(
    config,
    method,
    path,
    AbortSignal.timeout(TIMEOUT_MS),
    body,
  );
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes > MOST_BYTES)
        throw new Error(`more than ${MOST_BYTES} bytes came`);
    }
  } catch (error) {
    throw unreachable(method, path, error);
  }
  const text = mask(Buffer.concat(chunks).toString());
  return { status: response.statusCode ?? 0, text };
}

/** One request, whose answer is still to be read, and what takes the credentials out of a text that quotes them. */
export async function request(
  config: Access,
  method: string,
  path: string,
  signal: AbortSignal,
  body?: object,
): Promise<{
  response: http.IncomingMessage;
  mask: (text: string) => string;
}> {
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
  const mask = masker(secretsOf({ headers: textsOf(options.headers) }));
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
      response => resolve({ response, mask }),
    );
    call.on('error', error => reject(unreachable(method, path, error)));
    call.end(text);
  });
}

function textsOf(headers: object = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
}

export function refusal(
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

export function unreachable(
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
