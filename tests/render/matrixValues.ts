import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Combination } from './combinations';
import { run, type Outcome } from './program';

const installationSchema = z.object({
  manifest: z.string(),
  info: z.object({ notes: z.string() }),
});
const clientSchema = z.looseObject({ client: z.string().optional() });
const clientsSchema = z.looseObject({
  execution: clientSchema.optional(),
  consensus: clientSchema.optional(),
});

const root = join(__dirname, '../..');

/** More than any client needs, because sizes are not the subject. */
export const SIZE = '30Ti';

/** Values of a node for a combination. */
export function nodeValues(
  { execution, consensus, history }: Combination,
  further: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    execution: { client: execution.name, history, storage: { size: SIZE } },
    ...(consensus ? { consensus: { client: consensus.name } } : {}),
    ...further,
  };
}

/** Renders nodes, each as a release `m-<name>`. A refusal names its node: `nodes.<name>.<field> ...`. */
export function template(
  chart: string,
  network: string,
  nodes: Readonly<Record<string, unknown>>,
): Outcome {
  const outcomes = Object.entries(nodes).map(
    ([name, node]): [string, Outcome] => [
      name,
      helm(['template'], chart, network, name, node),
    ],
  );
  const reasons = outcomes.flatMap(([name, outcome]) =>
    outcome.ok ? [] : [outcome.reason.replace(/^- /gm, `- nodes.${name}.`)],
  );
  return reasons.length > 0
    ? { ok: false, reason: reasons.join('\n') }
    : {
        ok: true,
        output: outcomes
          .map(([, outcome]) => (outcome.ok ? outcome.output : ''))
          .join('---\n'),
      };
}

/** The manifests of nodes, and the notes that their installations would end with. No cluster is asked. */
export function installation(
  chart: string,
  network: string,
  nodes: Readonly<Record<string, unknown>>,
):
  | { ok: true; manifest: string; notes: string }
  | { ok: false; reason: string } {
  const manifests: string[] = [];
  const notes: string[] = [];
  for (const [name, node] of Object.entries(nodes)) {
    const outcome = helm(
      ['install', '--dry-run=client', '--output', 'json'],
      chart,
      network,
      name,
      node,
    );
    if (!outcome.ok) return outcome;
    const release = installationSchema.parse(JSON.parse(outcome.output));
    manifests.push(release.manifest);
    notes.push(release.info.notes);
  }
  return {
    ok: true,
    manifest: manifests.join('---\n'),
    notes: notes.join('\n'),
  };
}

function helm(
  command: readonly string[],
  chart: string,
  network: string,
  name: string,
  node: unknown,
): Outcome {
  const { execution, consensus } = clientsSchema.parse(node);
  const values = {
    network,
    ...(network === 'devnet'
      ? { networkConfig: { existingConfigMap: 'genesis' } }
      : {}),
    owner: { team: 'group:default/matrix' },
    exposure: { beacon: 'clusterIP' },
    ...Object(node),
  };
  // Below them, the layers of helmfiles/ethereum for every node of the network.
  const platform = [
    'ethereum/global',
    `networks/${network}`,
    ...[execution?.client, consensus?.client].map(
      client => `networks/${network}/${client}`,
    ),
  ]
    .map(layer => join(root, `values/${layer}.yaml`))
    .filter(existsSync)
    .flatMap(file => ['--values', file]);
  return run(
    'helm',
    [...command, `m-${name}`, '.', ...platform, '--values', '-'],
    {
      cwd: chart,
      input: stringify(values, { aliasDuplicateObjects: false }),
    },
  );
}
