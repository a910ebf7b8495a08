import type { Plan } from '../plan/plan';
import { DOCS } from './annotations';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { nodeRows } from './readme';
import { yamlText } from './yaml';

/** `mkdocs.yml` and its one page, which is for those who call the nodes; the README is for those who run them. */
export function techDocsFiles(plan: Plan): RepositoryFile[] {
  const { name } = plan.request;
  const mkdocs = {
    site_name: name,
    nav: [{ Calling: 'index.md' }],
    plugins: ['techdocs-core'],
  };
  return [
    textFile('mkdocs.yml', yamlText(mkdocs)),
    textFile('docs/index.md', page(plan)),
  ];
}

function page(plan: Plan): string {
  const { request } = plan;
  const callee = plan.pool?.name ?? plan.nodes[0].name;
  return `# ${request.name}

Ethereum nodes on ${request.network}, owned by \`${request.owner}\`.

${nodeRows(plan)}

## Call them

JSON-RPC is at \`http://${callee}.${
    request.name
  }.svc:8545\` in the cluster of each environment (${request.environments.join(
    ', ',
  )}). The address leads to nodes that are in sync, and to none while there is none:
treat a refused connection as an outage of a few minutes, and retry reads.

1. Ask the owner to name your namespace and pods under \`networkPolicy.rpcFrom\`. Until then calls from other namespaces time out.
2. Say in your own \`catalog-info.yaml\` that you call them, so that the owner sees who is affected by a change:

\`\`\`yaml
spec:
  consumesApis: [${request.name}-json-rpc]
\`\`\`

A node with a short history has no old blocks, receipts or states: the table says which.

## When something is wrong

The page of each node in Backstage shows its state and what to do. [Node states](${DOCS}/runbooks/node-states.md) has it at length.
`;
}
