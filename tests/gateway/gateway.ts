import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { freePort, start, until } from './processes';

const chart = resolve(import.meta.dirname, '../../charts/ethereum-network');
const configMapSchema = z.object({
  kind: z.literal('ConfigMap'),
  metadata: z.object({ name: z.literal('sepolia-gateway') }),
  data: z.record(z.string(), z.string()),
});

/** The chart's gateway on loopback. */
export interface Gateway {
  port: number;
  statusPort: number;
  /** What its exporter says. */
  metrics(): Promise<string>;
  /** Its log. */
  log(): string;
  stop(): Promise<void>;
}

/** A Service of the cluster that is a port of loopback here. */
export interface Upstream {
  port: number;
  wsPort?: number;
  backup?: boolean;
  history?: string;
}

/** What HAProxy is started with. */
export interface Prepared {
  port: number;
  statusPort: number;
  /** Holds its configuration. */
  folder: string;
  file: string;
  args: string[];
  environment: Record<string, string>;
}

/**
 * Writes the configuration that the chart renders for these upstreams; only addresses and folders are changed.
 *
 * @param settings keys of `exposure.gateway`
 * @param methods keys of `exposure.methods`
 * @param podIp address of loopback that stands for the pod's own
 * @param mesh `mesh.mode`
 */
export async function prepareGateway(
  upstreams: Record<string, Upstream>,
  settings: Record<string, unknown> = {},
  methods: Record<string, unknown> = {},
  podIp = '::1',
  mesh: 'none' | 'sidecar' | 'ambient' = 'none',
): Promise<Prepared> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  const [port, statusPort] = [await freePort(), await freePort()];
  const files = await render({
    network: 'sepolia',
    mesh: { mode: mesh },
    exposure: {
      rpc: 'gateway',
      methods,
      gateway: { ...settings, upstreams },
    },
  });
  for (const [name, text] of Object.entries(files)) {
    const local = text
      .replaceAll('/etc/haproxy/', `${folder}/`)
      .replace('bind :8545', `bind 127.0.0.1:${port}`)
      .replace('bind :8405', `bind 127.0.0.1:${statusPort}`)
      .replace('{POD_IP}:8545', `{POD_IP}:${port}`)
      .replace('{POD_IP}:8405', `{POD_IP}:${statusPort}`)
      .replace(/^( *server \S+) [^:\s]+:/gm, '$1 127.0.0.1:');
    await writeFile(join(folder, name), local);
  }
  return {
    port,
    statusPort,
    folder,
    file: 'haproxy',
    args: ['-db', '-f', join(folder, 'haproxy.cfg')],
    environment: { POD_IP: podIp },
  };
}

/** Runs HAProxy with what {@link prepareGateway} wrote, and waits until it answers. */
export async function startGateway(
  ...asked: Parameters<typeof prepareGateway>
): Promise<Gateway> {
  const { port, statusPort, folder, file, args, environment } =
    await prepareGateway(...asked);
  const haproxy = start(file, args, environment);
  const status = (path: string) =>
    fetch(`http://127.0.0.1:${statusPort}${path}`);
  await until(
    () =>
      status('/livez').then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    haproxy,
  );
  return {
    port,
    statusPort,
    metrics: async () => (await status('/metrics')).text(),
    log: haproxy.output,
    stop: async () => {
      await haproxy.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Methods that the chart's own values let through. */
export async function allowedMethods(): Promise<string[]> {
  const { 'allowed.regex': expression } = await render({
    network: 'sepolia',
    exposure: {
      rpc: 'gateway',
      gateway: { upstreams: { geth: { client: 'geth' } } },
    },
  });
  return (
    /"\(\?:([a-zA-Z0-9_|]+)\)"/
      .exec(ensurePresent(expression))?.[1]
      ?.split('|') ?? []
  );
}

async function render(values: unknown): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-values-'));
  try {
    const file = join(folder, 'values.yaml');
    await writeFile(file, stringify(values));
    const { stdout } = await promisify(execFile)('helm', [
      ...['template', 'sepolia-shared', chart, '--namespace', 'test'],
      ...['--values', file],
      ...['--show-only', 'templates/gateway/configmap.yaml'],
    ]);
    const [document] = parseAllDocuments(stdout);
    return configMapSchema.parse(ensurePresent(document).toJS()).data;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
