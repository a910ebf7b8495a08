import { formatHistory } from '../plan/history';
import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import { DOCS } from './annotations';
import { ciText } from './ci/guide';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { markdownText } from './markdown';
import { snapshotsText } from './snapshots';

/** `README.md` for the team that now owns the repository. */
export function readmeFile(plan: Plan): RepositoryFile {
  const { request } = plan;
  const [first] = request.environments;
  return textFile(
    'README.md',
    `# ${request.name}

${markdownText(request.description)}

Ethereum nodes on ${request.network}, owned by \`${
      request.owner
    }\`. Each node is one execution client and the consensus client that
drives it, in one pod.

${nodeRows(plan)}

${poolText(plan)}## Start here

\`\`\`
make tools                  # unless helm, helmfile and kubeconform are on PATH: fetch them into .tools/bin
make template ENV=${first}
\`\`\`

\`make template\` shows every Kubernetes object of the nodes, with \`LAYER=infrastructure\` those of their namespace, and touches no
cluster. \`versions.yaml\` has the
versions of the tools that it was tried with. \`make\` alone lists the other commands.

## Deploy

Everything lands in the namespace \`${
      request.name
    }\` of the cluster that \`kubectl\` points at, unless the file in \`environments/\` names another as
\`kubeContext\`: let each do so, and no environment lands in the cluster of another.

${devnetText(plan)}${
      request.snapshots
        ? 'What the section "Snapshots" asks for comes first.\n\n'
        : ''
    }\`\`\`
make diff ENV=${first}          # what would change
make deploy-all ENV=${first}    # change it: the namespace, then the nodes
make status ENV=${first}
make validate-deployment ENV=${first}   # what is wrong, and what to run (needs Node.js)
\`\`\`

${productionText(
  plan,
)}Later, \`make deploy\` changes one node after the other, each only while all others are in sync. \`make rollback\`, \`make expand-volume\` and
\`make replace-client\` take a node back, enlarge its volumes and give it another client; \`make\` alone explains them.

The first deployment brings the namespace: Pod Security \`restricted\`, a quota, and network policies that let nothing in that
no other policy names. One that exists is taken over. It stays, and your volumes with it, when releases are removed. Where your
account may not make namespaces, ask for it, labelled \`pod-security.kubernetes.io/enforce=restricted\`, and set
\`platform.infrastructure.namespace.create: false\`.

Only pods in the namespace \`${
      request.name
    }\` may call JSON-RPC. Name applications elsewhere under \`networkPolicy.rpcFrom\`; the files in
\`environments/\` show how.

${
  plan.devnet ? '' : 'A first sync takes hours to days. '
}The node takes no traffic until it has really caught up, and the "Node health" tab of its page in
Backstage says where it stands.

${snapshotsText(plan)}${ciText(plan)}## What is where

| file | what |
|---|---|
${request.environments
  .map(
    name =>
      `| \`environments/${name}.yaml\` | your choices for ${name}: the file to edit |`,
  )
  .join('\n')}
| \`catalog-info.yaml\` | what Backstage knows about these nodes |
| \`docs/index.md\`, \`mkdocs.yml\` | what callers read in Backstage, as TechDocs |
| \`values/\` | defaults beneath your choices, per network and client |
| \`charts/\`, \`helmfiles/\`, \`helmfile.yaml.gotmpl\` | the blueprint: how a node is deployed, and what it stands on |
| \`make/\`, \`scripts/\` | the commands that \`make\` lists |
| \`versions.yaml\` | versions of the tools |
| \`signers.txt\` | whose signatures of images are verified |
| other pages of \`docs/\` that a comment or a message names | the blueprint's own: ${DOCS} |
| \`blueprint.lock.yaml\` | the blueprint's version, your request and a digest per file, so that an update keeps your edits |
`,
  );
}

function poolText({ pool, request }: Plan): string {
  if (!pool) return '';
  return `\`${pool.name}\` is a pool: ${pool.min} to ${
    pool.max
  } nodes of this kind behind one Service, as many as callers need${
    request.environments.includes('local')
      ? ' (one in the environment\nlocal)'
      : ''
  }. Let applications call \`http://${pool.name}.${
    request.name
  }.svc:8545\`: it leads to ready nodes only. A node is added as soon as the load
asks for it, and takes traffic when it has the chain; one goes every ten minutes once fewer have been enough for an hour.
\`make pools ENV=${
    request.environments[0]
  }\` shows where it stands. Its volumes come and go with its nodes, so choose a storage class that deletes.

`;
}

function productionText({ request }: Plan): string {
  if (!request.environments.includes('production')) return '';
  return `In production every command that changes something asks for the environment's name first; \`YES=production\` answers for you.
`;
}

function devnetText({ devnet, request }: Plan): string {
  if (!devnet) return '';
  return `The network begins with a genesis of your own, which the nodes read from a ConfigMap. Make it first:

\`\`\`
make deploy-infrastructure ENV=${request.environments[0]}    # its namespace
kubectl create configmap --namespace ${request.name} ${devnet.genesisConfigMap} \\
  --from-file genesis.json --from-file config.yaml --from-file genesis.ssz
\`\`\`

`;
}

/** The nodes, and the pool if there is one, as a table. */
export function nodeRows({ nodes, pool }: Plan): string {
  return [
    '| node | execution | consensus | history | disk |',
    '|---|---|---|---|---|',
    ...[...nodes, ...(pool ? [pool] : [])].map(nodeRow),
  ].join('\n');
}

function nodeRow(node: PlannedNode): string {
  const { name, execution, consensus = 'built in', storageGi } = node;
  const disk = storageGi === undefined ? 'unknown' : `${storageGi} GiB`;
  return `| ${name} | ${execution} | ${consensus} | ${formatHistory(
    node,
  )} | ${disk} |`;
}
