import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { planRequest, repositoryFiles } from '@nodeyard/blueprint';
import { parseAllDocuments } from 'yaml';
import { exampleRequest } from './actions/exampleRequest';

const root = resolve(__dirname, '../../..');

/** What the catalog checks before it stores an entity of a known kind. */
const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const kinds = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

/** Names of the entities of a catalog file, every one of which the catalog would store. */
async function storedNames(text: string): Promise<string[]> {
  const entities: Entity[] = parseAllDocuments(text).map(document =>
    document.toJS(),
  );
  for (const entity of entities) {
    await policies.enforce(entity);
    expect(
      (await Promise.all(kinds.map(kind => kind.check(entity)))).filter(
        Boolean,
      ),
    ).toHaveLength(1);
  }
  return entities.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

describe('the catalog', () => {
  it.each([
    ['an ordinary name', {}],
    ['a name of 40 characters', { name: 'a'.repeat(40) }],
    ['a name that is a number', { name: '0123', owner: 'user:default/1e5' }],
    [
      'a description that is YAML',
      { description: 'a\nkind: Group\n---\n{{ x }} ${{ y }}' },
    ],
    [
      'a devnet',
      {
        network: 'devnet',
        nodes: [{ execution: 'geth', consensus: 'lodestar' }],
      },
    ],
  ])('stores the entities of a repository with %s', async (_, changes) => {
    const result = planRequest(
      { ...exampleRequest, ...changes },
      { now: new Date() },
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const files = await repositoryFiles(result.plan);
    const file = files.find(({ path }) => path === 'catalog-info.yaml');
    const { name } = result.plan.request;
    expect(
      await storedNames(Buffer.from(file?.content ?? []).toString()),
    ).toEqual([
      `System ${name}`,
      `Resource ${name}-namespace`,
      `API ${name}-json-rpc`,
      `Component ${name}-geth-0`,
    ]);
  });

  it.each([
    ['catalog-info.yaml', 'System nodeyard'],
    ['catalog/domain.yaml', 'Domain ethereum'],
    ['catalog/groups.yaml', 'Group payments'],
    ['catalog/maintainers.yaml', 'Group nodeyard-maintainers'],
    ['catalog/users.yaml', 'User guest'],
    ['catalog/nodeyard.yaml', 'Location nodeyard'],
  ])('stores %s with %s', async (path, name) => {
    expect(
      await storedNames(readFileSync(resolve(root, path), 'utf8')),
    ).toContain(name);
  });
});
