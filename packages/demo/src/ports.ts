import { createServer } from 'node:net';
import type { DemoOptions } from './options';

/** A port that the demo needs, and how to choose another. */
export interface NeededPort {
  port: number;
  what: string;
  option: string;
}

/** Every port of the demo. */
export function neededPorts(
  options: DemoOptions,
  nodes: ReadonlyArray<{ name: string; port: number }>,
): NeededPort[] {
  return [
    {
      port: options.appPort,
      what: 'Backstage in the browser',
      option: 'DEMO_APP_PORT',
    },
    {
      port: options.backendPort,
      what: "Backstage's backend",
      option: 'DEMO_BACKEND_PORT',
    },
    ...nodes.map(({ name, port }) => ({
      port,
      what: `node ${name}`,
      option: 'DEMO_NODES_PORT',
    })),
  ];
}

/** One sentence for each port that another process uses. */
export async function takenPorts(
  needed: readonly NeededPort[],
): Promise<string[]> {
  const taken = await Promise.all(
    needed.map(async ({ port }) => !(await isFree(port))),
  );
  return needed
    .filter((_, i) => taken[i])
    .map(
      ({ port, what, option }) =>
        `Port ${port} (${what}) is taken. Stop what uses it, or choose another: ${option}=${
          port + 100
        } make start`,
    );
}

/** Browsers try ::1 before 127.0.0.1 for "localhost", so a port counts as free only when it is on both. */
async function isFree(port: number): Promise<boolean> {
  const free = await Promise.all(
    ['127.0.0.1', '::1'].map(address => canListen(port, address)),
  );
  return free.every(Boolean);
}

function canListen(port: number, address: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    );
    server.listen({ port, host: address, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
