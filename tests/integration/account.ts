import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ensurePresent } from '../ensurePresent';
import { kubectl } from './cluster';
import { ownNamespace, root, work } from './deployment';

/** A token of an account with the permissions of the plugin's README. */
export async function readerToken(): Promise<string> {
  const role = await documentedRole('ClusterRole', 'ethereum-nodes-reader');
  const file = join(work, 'account.json');
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'backstage-reads-nodes' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: role.kind,
      name: role.metadata.name,
    },
    subjects: [
      { kind: 'ServiceAccount', name: 'backstage', namespace: 'backstage' },
    ],
  };
  const items = [role, binding];
  const list = { apiVersion: 'v1', kind: 'List', items };
  await writeFile(file, JSON.stringify(list));
  const account = join(import.meta.dirname, 'account.yaml');
  await kubectl('apply', '--filename', account, '--filename', file);
  await ownNamespace('backstage');
  const token = ['create', 'token', 'backstage', '--namespace=backstage'];
  return kubectl(...token, '--duration=2h');
}

/** Binds the Role of requested snapshots to that account, in one namespace. */
export async function allowRequests(namespace: string): Promise<void> {
  const role = await documentedRole('Role', 'ethereum-nodes-snapshots');
  const { name } = role.metadata;
  const metadata = { name, namespace };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [
      { kind: 'ServiceAccount', name: 'backstage', namespace: 'backstage' },
    ],
  };
  const items = [{ ...role, metadata }, binding];
  const file = join(work, 'requests.json');
  await writeFile(
    file,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  await kubectl('apply', '--filename', file);
}

interface DocumentedRole {
  kind: 'ClusterRole' | 'Role';
  metadata: { name: string };
}

/** A role of the README, so that the documented one is tested. */
export async function documentedRole(
  kind: DocumentedRole['kind'],
  name: string,
): Promise<DocumentedRole> {
  const readme = join(root, 'plugins/ethereum-nodes-backend/README.md');
  const blocks = (await readFile(readme, 'utf8')).matchAll(
    /^ *```yaml\n([^]*?)^ *```/gm,
  );
  const role = [...blocks]
    .flatMap(([, yaml]) => parseAllDocuments(ensurePresent(yaml)))
    .map(document => document.toJS())
    .find(object => object?.kind === kind && object.metadata.name === name);
  if (!role) throw new Error(`${readme} shows no ${kind} ${name}`);
  return role;
}
