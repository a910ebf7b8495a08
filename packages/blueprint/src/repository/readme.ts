import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { markdownText } from './markdown';

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

| node | execution | consensus | history | disk |
|---|---|---|---|---|
${plan.nodes.map(nodeRow).join('\n')}

## Start here

\`\`\`
make template ENV=${first}
\`\`\`

shows every Kubernetes object that this repository stands for, and touches no cluster. It needs helm and helmfile at the versions
of \`versions.yaml\`; \`make tools\` fetches them into \`.tools/bin\`. \`make\` alone lists the other commands.

## Deploy

The namespace \`${
      request.name
    }\` must exist in the cluster that \`kubectl\` points at:

\`\`\`
kubectl create namespace ${request.name}
kubectl label namespace ${
      request.name
    } pod-security.kubernetes.io/enforce=restricted
make diff ENV=${first}      # what would change
make deploy ENV=${first}    # change it
make status ENV=${first}
\`\`\`

${devnetText(
  plan,
)}A first sync takes hours to days. The node takes no traffic until it has really caught up, and the "Node health" tab of its page in
Backstage says where it stands.

## What is where

| file | what |
|---|---|
${request.environments
  .map(
    name =>
      `| \`environments/${name}.yaml\` | your choices for ${name}: the file to edit |`,
  )
  .join('\n')}
| \`catalog-info.yaml\` | what Backstage knows about these nodes |
| \`values/\` | defaults beneath your choices, per network and client |
| \`charts/\`, \`helmfiles/\`, \`helmfile.yaml.gotmpl\` | the blueprint: how a node is deployed |
| \`versions.yaml\` | versions of the tools |
| \`blueprint.lock.yaml\` | the blueprint's version, your request and a digest per file, so that an update keeps your edits |
`,
  );
}

function devnetText({ devnet, request }: Plan): string {
  if (!devnet) return '';
  return `The network begins with a genesis of your own, which the nodes read from a ConfigMap:

\`\`\`
kubectl create configmap --namespace ${request.name} ${devnet.genesisConfigMap} \\
  --from-file genesis.json --from-file config.yaml --from-file genesis.ssz
\`\`\`

`;
}

function nodeRow({
  name,
  execution,
  consensus,
  history,
  storageGi,
}: PlannedNode): string {
  const disk = storageGi === undefined ? 'unknown' : `${storageGi} GiB`;
  return `| ${name} | ${execution} | ${
    consensus ?? 'built in'
  } | ${history} | ${disk} |`;
}
