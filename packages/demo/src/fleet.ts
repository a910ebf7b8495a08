import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  catchingUp,
  inSync,
  stalled,
  unreachable,
  wrongNetwork,
  type Scenario,
} from './scenarios';

/** One node of the demo: who it is in Backstage, and what happens to it. */
export interface DemoNode {
  name: string;
  port: number;
  /** What becomes of its anvil. Absent for the real geth, whose life is in `geth/`. */
  scenario?: Scenario;
}

/** The node that is a real geth, and of which snapshots are taken. */
export const REAL_GETH = 'payments-geth';

/** Names are those of `ethereumNodes.nodes` in app-config.yaml, which is where Backstage has them from. */
const scenarios: Record<string, Scenario> = {
  'payments-rpc': inSync,
  'payments-archive': catchingUp,
  'risk-rpc': stalled,
  'risk-indexer': wrongNetwork,
  'risk-standby': unreachable,
};

const configSchema = z.object({
  ethereumNodes: z.object({
    nodes: z.record(z.string(), z.object({ executionUrl: z.url() })),
  }),
});

/**
 * The demo's nodes, on consecutive ports in the order of app-config.yaml.
 *
 * @throws Error when app-config.yaml and the scenarios name different nodes
 */
export async function demoFleet(
  root: string,
  firstPort: number,
): Promise<DemoNode[]> {
  const text = await readFile(join(root, 'app-config.yaml'), 'utf8');
  const names = Object.keys(
    configSchema.parse(parse(text)).ethereumNodes.nodes,
  );
  const known = [...Object.keys(scenarios), REAL_GETH];
  const missing = known.filter(name => !names.includes(name));
  const nodes = names.map((name, i) => ({
    name,
    port: firstPort + i,
    scenario: scenarios[name],
  }));
  const strangers = names.filter(name => !known.includes(name));
  if (missing.length + strangers.length > 0) {
    throw new Error(
      `app-config.yaml (ethereumNodes.nodes) and packages/demo/src/fleet.ts name different nodes: ${[
        ...missing,
        ...strangers,
      ].join(', ')}`,
    );
  }
  return nodes;
}
