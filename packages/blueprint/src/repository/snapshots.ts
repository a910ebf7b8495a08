import { storeKindOf } from '@nodeyard/ethereum';
import { DEFAULT_SNAPSHOT_SECRET } from '../request/snapshots';
import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import { isMountedStore, restoredNames, storeOf } from '../plan/snapshots';
import type { EnvironmentName } from '../request/schema';

/** PersistentVolumeClaim that the team makes for a folder. */
const CLAIM = 'snapshots';

const PRIVATE_ADDRESS =
  'A bucket at a private address also needs `networkPolicy.storeTo`.';

/** `snapshotStore` of the chart's values. */
export function snapshotStoreValues(
  { request }: Plan,
  environment: EnvironmentName,
) {
  if (!request.snapshots) return {};
  const { endpoint, region, role, secret } = request.snapshots;
  const url = storeOf(request.snapshots, environment);
  const where = isMountedStore(url)
    ? { url, existingClaim: CLAIM }
    : {
        url,
        ...(endpoint && { endpoint }),
        ...(region && { region }),
        ...(role
          ? { identity: { type: 'webIdentity', roleArn: role } }
          : { existingSecret: secret ?? DEFAULT_SNAPSHOT_SECRET }),
      };
  return { snapshotStore: where };
}

/** `snapshots` of a node: another node must be ready while it is stopped, if there is another. */
export function snapshotValues({ request, nodes }: Plan) {
  if (request.snapshots?.schedule === undefined) return {};
  const { schedule } = request.snapshots;
  const minReady = nodes.length > 1 ? 1 : 0;
  return { snapshots: { enabled: true, schedule, minReady } };
}

/** `restore` of a node or a pool. */
export function restoreValues({ restore }: PlannedNode) {
  return restore ? { restore: { from: restore } } : {};
}

/** Section of the team's README: what it must make before the first snapshot, and how nodes start from one. */
export function snapshotsText(plan: Plan): string {
  const { request, nodes } = plan;
  if (!request.snapshots) return '';
  const { schedule, store } = request.snapshots;
  const [first] = request.environments;
  const before = beforeText(plan, store);
  return `## Snapshots

${schedule === undefined ? '' : scheduleText(plan, schedule)}${before}

${restoreText(plan)}

\`\`\`
make snapshots ENV=${first}                       # when each ran, and how the newest run ended
${
  schedule === undefined
    ? ''
    : `make snapshot ENV=${first} NODE=${nodes[0].name}            # take one now
`
}\`\`\`

`;
}

function scheduleText({ nodes }: Plan, schedule: string): string {
  return `By the schedule \`${schedule}\` (UTC) each node is stopped, its chain is copied, and it starts again; a throw-away client must start from the copy
before anything relies on it. With a VolumeSnapshotClass the node is down for minutes, without one for as long as the upload takes: set
\`nodes.${nodes[0].name}.snapshots.volumeSnapshotClass\` in \`environments/\` if \`kubectl get volumesnapshotclass\` lists one.

`;
}

function restoreText(plan: Plan): string {
  const restored = restoredNames(plan).map(name => `\`${name}\``);
  if (restored.length > 0) {
    return `An empty volume of ${restored.join(
      ', ',
    )} begins with the newest verified snapshot, and its pod waits until there is one: \`kubectl describe pod\`
says what it waits for. For the first node of a network take \`restore\` out of \`environments/\`, and put it back once there is a snapshot. A chain
that is there is never touched.`;
  }
  return `Once a snapshot is verified, set \`restore: { from: latest }\` for a new node${
    plan.request.serve ? ' or the pool' : ''
  }: it begins with the newest one instead of a first sync. A chain that
is there is never touched.`;
}

/** What the team makes first: a claim, a role or a Secret. */
function beforeText(plan: Plan, store: string): string {
  if (isMountedStore(store)) return claimText(plan);
  return plan.request.snapshots?.role
    ? roleText(plan, store)
    : secretText(plan, store);
}

const permissionsOf = ({ request }: Plan) =>
  request.snapshots?.schedule === undefined
    ? 'list and read'
    : 'list, read, write and delete';

function roleText(plan: Plan, store: string): string {
  const { name, snapshots } = plan.request;
  return `Let the role \`${snapshots?.role}\` ${permissionsOf(
    plan,
  )} in the bucket \`${store.split('/')[2]}\` first, and trust tokens
of the cluster with the audience \`sts.amazonaws.com\` and the subjects \`system:serviceaccount:${name}:*\`. There are no keys to keep.

${PRIVATE_ADDRESS}`;
}

function secretText(plan: Plan, store: string): string {
  const { request } = plan;
  const bucket = store.split('/')[2];
  const lines = (storeKindOf(store)?.credentials.required ?? [])
    .map(key => `\`${key}=...\``)
    .join(' and ');
  const secret = request.snapshots?.secret ?? DEFAULT_SNAPSHOT_SECRET;
  return `Make the Secret \`${secret}\` first, from a file with the lines
${lines} of a user that may ${permissionsOf(
    plan,
  )} in the bucket \`${bucket}\`; and delete that
file afterwards:

\`\`\`
make deploy-infrastructure ENV=${
    request.environments[0]
  }    # its namespace, unless that is there
kubectl create secret generic --namespace ${
    request.name
  } ${secret} --from-env-file=${secret}.env
\`\`\`

${PRIVATE_ADDRESS}`;
}

function claimText({ request }: Plan): string {
  return `Make the PersistentVolumeClaim \`${CLAIM}\` in the namespace \`${request.name}\` first,
\`ReadWriteMany\` where the cluster has several machines; \`make deploy-infrastructure ENV=${request.environments[0]}\` brings the namespace.`;
}
