import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const run = promisify(execFile);

/** The test cluster, as tests/integration/run started it: KUBECONFIG names it. */
const kubeconfig = parse(
  readFileSync(process.env.KUBECONFIG ?? '', 'utf8'),
) as {
  clusters: [
    { cluster: { server: string; 'certificate-authority-data': string } },
  ];
  users: [
    {
      user: { 'client-certificate-data': string; 'client-key-data': string };
    },
  ];
};

export const server = kubeconfig.clusters[0].cluster.server;
/** Certificate authority of the API server, as base64 of PEM. */
export const authority =
  kubeconfig.clusters[0].cluster['certificate-authority-data'];

const credentials = {
  ca: Buffer.from(authority, 'base64'),
  cert: Buffer.from(
    kubeconfig.users[0].user['client-certificate-data'],
    'base64',
  ),
  key: Buffer.from(kubeconfig.users[0].user['client-key-data'], 'base64'),
};

/** One GET of the API server; the answer's body, parsed, or undefined when it is not a success. */
export function read<T>(path: string): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(
      new URL(path, server),
      { ...credentials, timeout: 5_000 },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const success = (response.statusCode ?? 500) < 300;
          const body = Buffer.concat(chunks).toString();
          resolve(success ? (JSON.parse(body) as T) : undefined);
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error(`no answer: ${path}`)));
    call.on('error', reject);
    call.end();
  });
}

/** Runs kubectl; its standard output. @throws when it fails, with what it wrote */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, { timeout: 120_000 });
  return stdout.trim();
}

/** What kubectl wrote to standard error while it did (or refused) something: warnings and reasons. */
export async function complaints(...args: string[]): Promise<string> {
  try {
    const { stderr } = await run('kubectl', args, { timeout: 120_000 });
    return stderr.trim();
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error).trim();
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
    maxBuffer: 16 * 1024 * 1024,
    ...options,
  });
  return stdout.trim();
}
