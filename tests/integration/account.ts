import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { kubectl } from './cluster';
import { root, work } from './deployment';

/** A token of an account that has the rights which the plugin's README asks for. */
export async function readerToken(): Promise<string> {
  const role = await documentedRole();
  const file = join(work, 'role.json');
  await writeFile(file, JSON.stringify(role));
  const account = join(import.meta.dirname, 'account.yaml');
  await kubectl('apply', '--filename', account, '--filename', file);
  const name = role.metadata.name;
  const bind = ['create', 'clusterrolebinding', 'backstage-reads-nodes'];
  const subject = '--serviceaccount=backstage:backstage';
  await kubectl(...bind, `--clusterrole=${name}`, subject);
  const token = ['create', 'token', 'backstage', '--namespace=backstage'];
  return kubectl(...token, '--duration=2h');
}

interface ClusterRole {
  kind: 'ClusterRole';
  metadata: { name: string };
}

/** The ClusterRole that the README tells people to apply: what is documented is what is tested. */
async function documentedRole(): Promise<ClusterRole> {
  const readme = join(root, 'plugins/ethereum-nodes-backend/README.md');
  const blocks = (await readFile(readme, 'utf8')).matchAll(
    /^ *```yaml\n([^]*?)^ *```/gm,
  );
  const role = [...blocks]
    .flatMap(([, yaml]) => parseAllDocuments(yaml))
    .map(document => document.toJS())
    .find(object => object?.kind === 'ClusterRole');
  if (!role) throw new Error(`${readme} shows no ClusterRole`);
  return role;
}
