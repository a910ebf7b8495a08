import { compile } from './bundle';
import type { FleetNode } from './messages';
import { freePort, startChild, type Child } from './processes';

/** Starts the nodes that are polled. */
export async function startFleet(options: {
  root: string;
  nodes: number;
  sickShare: number;
  transactions: number;
}): Promise<{ child: Child; nodes: FleetNode[] }> {
  const { child, first } = startChild(await compile(options.root, 'fleet.ts'), {
    env: {
      NODES: String(options.nodes),
      SICK_SHARE: String(options.sickShare),
      TRANSACTIONS: String(options.transactions),
    },
  });
  return { child, nodes: (await first) as FleetNode[] };
}

/**
 * Starts the backend that is measured.
 * @param root - checkout that the backend is of
 */
export async function startBackend(options: {
  root: string;
  fleet: readonly FleetNode[];
  pollSeconds: number;
  execArgv?: string[];
  env?: NodeJS.ProcessEnv;
}): Promise<{ child: Child; port: number }> {
  const { root, fleet, pollSeconds, execArgv, env } = options;
  const script = await compile(root, 'backend.ts');
  const { child } = startChild(script, { execArgv, env });
  const port = await freePort();
  const nodes = Object.fromEntries(
    fleet.map((urls, index) => [
      `node-${index}`,
      { network: 'devnet', owner: 'group:default/team', ...urls },
    ]),
  );
  const schedule = { poll: { seconds: pollSeconds } };
  await child.ask({ port, ethereumNodes: { nodes, schedule } });
  return { child, port };
}
