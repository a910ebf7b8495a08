import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Combination } from './combinations';
import { run, type Outcome } from './program';

const root = join(__dirname, '../..');

/** More than any client needs: what fits is another question than what goes together. */
export const SIZE = '30Ti';

/** What a node of the chart's values says for a combination. */
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

/** Renders many nodes at once, for a call of helm costs more than a node. */
export function template(
  chart: string,
  network: string,
  nodes: Readonly<Record<string, unknown>>,
): Outcome {
  return helm(['template'], chart, network, nodes);
}

/** The same as JSON, with the notes that an installation would end with. No cluster is asked. */
export function installation(
  chart: string,
  network: string,
  nodes: Readonly<Record<string, unknown>>,
): Outcome {
  return helm(
    ['install', '--dry-run=client', '--output', 'json'],
    chart,
    network,
    nodes,
  );
}

function helm(
  command: readonly string[],
  chart: string,
  network: string,
  nodes: Readonly<Record<string, unknown>>,
): Outcome {
  const values = {
    network,
    ...(network === 'devnet'
      ? { networkConfig: { existingConfigMap: 'genesis' } }
      : {}),
    owner: { team: 'group:default/matrix' },
    exposure: { beacon: 'clusterIP' },
    nodes,
  };
  // Under them lies what helmfiles/ethereum lays there for every node of the network.
  const platform = ['ethereum/global', `networks/${network}`].flatMap(layer => [
    '--values',
    join(root, `values/${layer}.yaml`),
  ]);
  return run('helm', [...command, 'm', '.', ...platform, '--values', '-'], {
    cwd: chart,
    input: stringify(values, { aliasDuplicateObjects: false }),
  });
}
