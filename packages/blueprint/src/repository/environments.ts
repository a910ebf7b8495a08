import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import type { EnvironmentName } from '../request/schema';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { yamlText } from './yaml';

/** `environments/<name>.yaml` for each environment that was asked for. */
export function environmentFiles(plan: Plan): RepositoryFile[] {
  return plan.request.environments.map(name =>
    textFile(
      `environments/${name}.yaml`,
      yamlText(stateValues(plan), comment(name)),
    ),
  );
}

/** What the helmfile reads; the root's own environments/ explain each key. */
function stateValues({ request, nodes, devnet }: Plan) {
  return {
    namespace: request.name,
    network: request.network,
    ...(devnet
      ? { networkConfig: { existingConfigMap: devnet.genesisConfigMap } }
      : {}),
    owner: {
      team: request.owner,
      system: `system:default/${request.name}`,
    },
    nodes: Object.fromEntries(
      nodes.map((node, index) => [
        node.name,
        nodeValues(node, index === 0 ? devnet?.interopValidators : undefined),
      ]),
    ),
  };
}

function nodeValues(node: PlannedNode, interopValidators: string | undefined) {
  const { component, execution, consensus, history, storage } = node;
  return {
    entityRef: `component:default/${component}`,
    execution: { client: execution, history, ...(storage ? { storage } : {}) },
    ...(consensus === undefined
      ? {}
      : {
          consensus: {
            client: consensus,
            ...(interopValidators === undefined ? {} : { interopValidators }),
          },
        }),
  };
}

function comment(name: EnvironmentName): string {
  return [
    `What runs in the environment "${name}". Edit it and run "make diff ENV=${name}".`,
    'Everything below "namespace" goes to the chart: any value of charts/ethereum-infrastructure may stand here and wins',
    'over values/. The namespace must exist; label it for Pod Security "restricted".',
  ].join('\n');
}
