import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real execution client on a loopback port. */
export interface Client {
  url: string;
  process: ChildProcess;
  /** Ends it, whatever state it is in, and waits for that. */
  end(): Promise<void>;
}

/** Chain ID of the devnet that tests judge against. */
export const DEVNET_CHAIN_ID = 7332;

/** anvil with a block every second. */
export function startAnvil(options: { chainId?: number; timestamp?: number; flags?: string[] } = {}): Promise<Client> {
  const { chainId = DEVNET_CHAIN_ID, timestamp, flags = ['--block-time', '1'] } = options;
  return startClient('anvil', port => [
    ...['--host', '127.0.0.1', '--port', String(port), '--silent', '--prune-history'],
    ...['--chain-id', String(chainId)],
    ...(timestamp === undefined ? [] : ['--timestamp', String(timestamp)]),
    ...flags,
  ]);
}

/** geth by itself, every current fork, a block every two seconds; chain ID 1337. */
export function startGethDev(dataDir: string): Promise<Client> {
  return startClient('geth', port => [
    ...['--dev', '--dev.period', '2', '--datadir', dataDir, '--ipcdisable', '--authrpc.port', '0'],
    ...['--http', '--http.addr', '127.0.0.1', '--http.port', String(port), '--http.api', 'eth,net,web3'],
    ...['--nodiscover', '--maxpeers', '0', '--port', '0', '--verbosity', '1', '--datadir.minfreedisk', '0'],
  ]);
}

/** Calls a JSON-RPC method, for steering anvil. */
export async function call(url: string, method: string, params: unknown[] = []): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = await response.json();
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** A loopback port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startClient(tool: string, argsFor: (port: number) => string[]): Promise<Client> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(toolPath(tool), argsFor(port), { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${tool} ended at once with code ${child.exitCode}`);
    if (await call(url, 'eth_chainId').then(Boolean, () => false)) break;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${tool} does not answer within 30 s`);
    }
    await sleep(50);
  }
  return {
    url,
    process: child,
    end: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Where a tool is: among the repository's tools (tests run in the package's folder), else on PATH. */
export function toolPath(tool: string): string {
  const folders = [resolve('../../.tools/bin'), ...(process.env.PATH ?? '').split(delimiter)];
  for (const folder of folders) {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return join(folder, tool);
    } catch {
      // Look on.
    }
  }
  throw new Error(`${tool} is neither in .tools/bin nor on PATH. Run: make tools`);
}
