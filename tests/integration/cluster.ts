import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';

const run = promisify(execFile);

/** Bytes of output: lists of all namespaces have those of the tests beside this one, too. */
const MAX_BUFFER = 16 * 1024 * 1024;
const KUBECTL_OPTIONS = { timeout: 120_000, maxBuffer: MAX_BUFFER };

/** The part of a kubeconfig that tests/cluster/tools/pki writes. */
const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string(),
      }),
    }),
  ]),
  users: z.tuple([
    z.object({
      user: z.object({
        'client-certificate-data': z.string(),
        'client-key-data': z.string(),
      }),
    }),
  ]),
});

// tests/integration/run started the cluster and set KUBECONFIG.
const kubeconfig = kubeconfigSchema.parse(
  parse(readFileSync(process.env.KUBECONFIG ?? '', 'utf8')),
);
const [{ cluster }] = kubeconfig.clusters;
const [{ user }] = kubeconfig.users;

/** Where the API server is. */
export const { server } = cluster;
/** Certificate authority of the API server, as base64 of PEM. */
export const authority = cluster['certificate-authority-data'];

/** A kubeconfig that has nothing but a token. */
export function accessBy(token: string) {
  const access = { server, 'certificate-authority-data': authority };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: access }],
    users: [{ name: 'account', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'account' } }],
    'current-context': 'test',
  };
}

const credentials = {
  ca: Buffer.from(authority, 'base64'),
  cert: Buffer.from(user['client-certificate-data'], 'base64'),
  key: Buffer.from(user['client-key-data'], 'base64'),
};

/** One GET of the API server; undefined when there is no success, as for what does not exist, or no answer in time. */
export function read<T>(
  path: string,
  schema: z.ZodType<T>,
  timeoutMs = 5_000,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const options = { ...credentials, timeout: timeoutMs };
    const call = request(new URL(path, server), options, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if ((response.statusCode ?? 500) >= 300) {
          resolve(undefined);
          return;
        }
        const body = JSON.parse(Buffer.concat(chunks).toString());
        const parsed = schema.safeParse(body);
        if (parsed.success) resolve(parsed.data);
        else reject(new Error(`${path}: ${parsed.error.message}`));
      });
    });
    call.on('timeout', () => {
      resolve(undefined);
      call.destroy();
    });
    call.on('error', reject);
    call.end();
  });
}

/** Runs kubectl; its standard output. @throws when it fails, with what it wrote */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, KUBECTL_OPTIONS);
  return stdout.trim();
}

/** Standard error of kubectl: warnings and reasons. */
export async function complaints(...args: string[]): Promise<string> {
  try {
    const { stderr } = await run('kubectl', args, KUBECTL_OPTIONS);
    return stderr.trim();
  } catch (error) {
    return outputOf(error, 'stderr');
  }
}

/** Runs a program of the repository; its standard output. @throws when it fails, with what it wrote */
export async function program(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const { stdout } = await run(command, args, {
    timeout: 300_000,
    maxBuffer: MAX_BUFFER,
    ...options,
  });
  return stdout.trim();
}

/** Output of a failed program. */
export function outputOf(error: unknown, stream: 'stdout' | 'stderr'): string {
  const written = z.object({ [stream]: z.string() }).safeParse(error);
  return written.success
    ? ensurePresent(written.data[stream]).trim()
    : String(error);
}
