import type { Plan } from '../plan/plan';
import type { EnvironmentName } from '../request/schema';

/** Secret that the team makes for a bucket: its name says what it is for. */
const SECRET = 'snapshot-store';
/** PersistentVolumeClaim that the team makes for a folder. */
const CLAIM = 'snapshots';

/** `snapshotStore` of the chart's values: each environment keeps its own snapshots, because it removes old ones by itself. */
export function snapshotStoreValues(
  { request }: Plan,
  environment: EnvironmentName,
) {
  if (!request.snapshots) return {};
  const { store, endpoint, region } = request.snapshots;
  const where = isFolder(store)
    ? { url: store, existingClaim: CLAIM }
    : {
        url: `${store.replace(/\/+$/, '')}/${environment}`,
        ...(endpoint && { endpoint }),
        ...(region && { region }),
        existingSecret: SECRET,
      };
  return { snapshotStore: where };
}

/** `snapshots` of a node: another node must be ready while it is stopped, if there is another. */
export function snapshotValues({ request, nodes }: Plan) {
  if (!request.snapshots) return {};
  const { schedule } = request.snapshots;
  const minReady = nodes.length > 1 ? 1 : 0;
  return { snapshots: { enabled: true, schedule, minReady } };
}

/** Section of the team's README: what it must make before the first snapshot, and how others start from one. */
export function snapshotsText({ request, nodes }: Plan): string {
  if (!request.snapshots) return '';
  const { store } = request.snapshots;
  const [first] = request.environments;
  const before = isFolder(store)
    ? claimText(request.name)
    : secretText(request.name, store);
  return `## Snapshots

By the schedule \`${
    request.snapshots.schedule
  }\` (UTC) each node is stopped, its chain is copied, and it starts again; a throw-away client must start from the copy
before anything relies on it. ${before}
With a VolumeSnapshotClass the node is down for minutes, without one for as long as the upload takes: set
\`nodes.${
    nodes[0].name
  }.snapshots.volumeSnapshotClass\` in \`environments/\` if \`kubectl get volumesnapshotclass\` lists one.

Once a snapshot is verified, set \`restore: { from: latest }\` for a new node${
    request.serve ? ' or the pool' : ''
  }: it begins with the newest one instead of a first sync. A chain that
is there is never touched.

\`\`\`
make snapshots ENV=${first}                       # when each ran, and how the newest run ended
make snapshot ENV=${first} NODE=${nodes[0].name}            # take one now
\`\`\`

`;
}

function secretText(namespace: string, store: string): string {
  const bucket = store.split('/')[2];
  return `Make the Secret \`${SECRET}\` first, from a file with the lines
\`AWS_ACCESS_KEY_ID=...\` and \`AWS_SECRET_ACCESS_KEY=...\` of a user that may list, read, write and delete in the bucket \`${bucket}\`; and delete that
file afterwards:

\`\`\`
kubectl create secret generic --namespace ${namespace} ${SECRET} --from-env-file=${SECRET}.env
\`\`\`

A bucket at a private address also needs \`networkPolicy.storeTo\`.`;
}

function claimText(namespace: string): string {
  return `Make the PersistentVolumeClaim \`${CLAIM}\` in the namespace \`${namespace}\` first,
\`ReadWriteMany\` where the cluster has several machines.`;
}

function isFolder(store: string): boolean {
  return store.startsWith('file:');
}
