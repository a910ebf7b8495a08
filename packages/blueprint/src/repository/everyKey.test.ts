import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { planRequest } from '../plan/plan';
import { requestKeys } from '../request/keys';
import { aNode, aRequest } from '../testing/requests';
import { blueprintSource } from '../source';
import { findUnknownKeys } from '../values/unknownKeys';
import { LOCK_PATH } from './lock';
import { repositoryFiles } from './repository';

jest.setTimeout(120_000);

type Mapping = Record<string, unknown>;

/** A request in which the example of every optional key is valid and makes a difference. */
const base = () =>
  aRequest({
    environments: ['production'],
    nodes: [
      aNode({ execution: 'nethermind', consensus: 'teku', history: 'full' }),
    ],
    serve: { min: 3, max: 4 },
    snapshots: {
      schedule: '@weekly',
      store: 's3://eth-snapshots/platform',
      secret: 'other-secret',
    },
  });

/** The request with the example of a key as its value. */
function withExample(path: string, example: string): Mapping {
  const request = base();
  const names = path.replace('[]', '.0').split('.');
  const last = names.pop() ?? '';
  let mapping: Mapping = request;
  for (const name of names) {
    mapping[name] ??= {};
    // Every key on the way to another is a mapping or a list.
    mapping = mapping[name] as Mapping;
  }
  mapping[last] = parse(example);
  return request;
}

function filesOf(request: Mapping) {
  const result = planRequest(request, { now: new Date('2026-11-23') });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return repositoryFiles(result.plan);
}

/** Every file except the lock, which records the request itself. */
async function contentOf(request: Mapping): Promise<string> {
  const files = await filesOf(request);
  return files
    .filter(({ path }) => path !== LOCK_PATH)
    .map(({ path, content }) => `${path}\n${Buffer.from(content)}`)
    .join('\n');
}

const hasNoKeyBelow = (path: string) =>
  !requestKeys.some(other => other.path.startsWith(`${path}.`));

const optional = requestKeys.filter(
  ({ path, required }) => !required && hasNoKeyBelow(path),
);

const schema = JSON.parse(
  readFileSync(
    join(
      blueprintSource().root,
      'charts/ethereum-infrastructure/values.schema.json',
    ),
    'utf8',
  ),
);

/** Values of nodes and pools in the environment that the chart's schema does not have, as `nodes.geth-0.execution.client`. */
async function unknownValues(request: Mapping): Promise<string[]> {
  const files = await filesOf(request);
  const file = files.find(
    ({ path }) => path === 'environments/production.yaml',
  );
  const environment = parse(`${Buffer.from(file!.content)}`);
  return ['nodes', 'serve'].flatMap(kind =>
    Object.entries<Mapping>(environment[kind] ?? {}).flatMap(([name, values]) =>
      findUnknownKeys(schema, values).map(({ path }) =>
        [kind, name, ...path].join('.'),
      ),
    ),
  );
}

describe('a team repository', () => {
  it.each(optional)('depends on the key $path', async ({ path, example }) => {
    const [changed, unchanged] = await Promise.all([
      contentOf(withExample(path, example)),
      contentOf(base()),
    ]);
    expect(changed === unchanged).toBe(false);
  });

  it.each(optional)(
    'has values of nodes that the chart knows, with the key $path',
    async ({ path, example }) => {
      expect(await unknownValues(withExample(path, example))).toEqual([]);
    },
  );
});
