import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { kubectl, program } from './cluster';

/** The repository that is tested. */
export const root = resolve(import.meta.dirname, '../..');
const here = import.meta.dirname;
/** Where this test writes; tests/integration/run makes one folder per test, named after it, and removes it. */
export const work = resolve(process.env.TEST_WORK ?? 'missing');

/** Seconds from making the genesis to its time: until the clients run on a busy machine, if not within an epoch more. */
const GENESIS_DELAY_SECONDS = 40;

/** A tree of settings, as YAML reads it. */
export type Values = { [key: string]: unknown };

/**
 * Writes a team's repository from the test's request, as anybody would.
 *
 * @param changes - laid over request.yaml; another `name` is another namespace, so that tests can run at the same time
 * @returns its folder
 */
export async function generateRepository(
  changes: Values = {},
): Promise<string> {
  const request = merge(await valuesIn(join(here, 'request.yaml')), changes);
  const repository = join(work, String(request.name));
  const file = `${repository}.request.yaml`;
  await writeFile(file, stringify(request));
  const create = ['nodeyard', 'create', '--request', file];
  await program('yarn', [...create, '--out', repository], { cwd: root });
  return repository;
}

/** A namespace that takes only pods that pass Pod Security "restricted", and in it the devnet's genesis. */
export async function prepareNamespace(
  namespace: string,
  genesis: string,
): Promise<void> {
  await makeNamespace(namespace);
  await enforceRestricted(namespace);
  await addGenesis(namespace, genesis);
}

/** A namespace of this test, empty; one that an earlier run left is removed first. */
export async function makeNamespace(namespace: string): Promise<void> {
  await removeNamespace(namespace);
  await kubectl('create', 'namespace', namespace);
  await ownNamespace(namespace);
  // As that of a repository that is generated from request.yaml with this name.
  const mark = `nodeyard.io/deployed-from=group:default/payments system:default/${namespace}`;
  await kubectl('annotate', 'namespace', namespace, mark);
}

/** Removes a namespace and all that is in it, if it is there. */
export async function removeNamespace(namespace: string): Promise<void> {
  const gone = ['--ignore-not-found', '--timeout=110s'];
  await kubectl('delete', 'namespace', namespace, ...gone);
}

/** Says that a namespace is this test's: when it ends, its logs are kept after a failure, and the namespace is removed. */
export async function ownNamespace(namespace: string): Promise<void> {
  const label = `nodeyard.test/subject=${basename(work)}`;
  await kubectl('label', '--overwrite', 'namespace', namespace, label);
}

/** Takes only pods that pass Pod Security "restricted". */
export async function enforceRestricted(namespace: string): Promise<void> {
  const label = 'pod-security.kubernetes.io/enforce=restricted';
  await kubectl('label', '--overwrite', 'namespace', namespace, label);
}

/** The ConfigMap that values.yaml's nodes start their chain from. */
export async function addGenesis(
  namespace: string,
  genesis: string,
  name = 'devnet-genesis',
): Promise<void> {
  const files = ['genesis.json', 'config.yaml', 'genesis.ssz'].map(
    file => `--from-file=${join(genesis, file)}`,
  );
  const create = ['create', 'configmap', name];
  await kubectl('--namespace', namespace, ...create, ...files);
}

/**
 * Makes a genesis whose chain begins in a moment. This Lodestar never starts a chain that is more than an epoch old (8
 * slots): who deploys much, or late, gives it more time.
 *
 * @returns its folder
 */
export async function makeGenesis(
  secondsPerSlot = 6,
  delaySeconds = GENESIS_DELAY_SECONDS,
): Promise<string> {
  const folder = join(work, 'genesis');
  const genesisTime = Math.floor(Date.now() / 1000) + delaySeconds;
  const lodestar = process.env.LODESTAR_TREE ?? '';
  await program(
    process.env.LODESTAR_NODE ?? 'node',
    [
      join(here, 'genesis/make.mjs'),
      ...['--out', folder, '--geth', join(root, '.tools/bin/geth')],
      ...['--lodestar', lodestar, '--genesis-time', String(genesisTime)],
      ...['--seconds-per-slot', String(secondsPerSlot)],
    ],
    { env: { ...process.env, NODE_BACKEND: 'js', NODE_OPTIONS: '' } },
  );
  return folder;
}

/**
 * Edits environments/local.yaml as a team would: the devnet's facts, the images that this machine has, and the settings of
 * values.yaml for every node and pool.
 *
 * @param changes - laid over all of it
 */
export async function chooseImages(
  repository: string,
  genesis: string,
  changes: Values = {},
): Promise<void> {
  const file = join(repository, 'environments/local.yaml');
  const facts = await valuesIn(join(genesis, 'facts.json'));
  const versions = await valuesIn(join(root, 'versions.yaml'));
  const tags = {
    geth: { image: { tag: versions.geth } },
    lodestar: { image: { tag: versions.lodestar } },
  };
  const chosen = [
    await valuesIn(join(here, 'values.yaml')),
    { networkConfig: facts, clients: tags },
    changes,
  ].reduce(merge, await valuesIn(file));
  await writeFile(file, stringify(chosen));
}

/** The generated README's way to deploy, without asking; further arguments, such as a selector, go to helmfile. */
export async function deploy(
  repository: string,
  ...args: string[]
): Promise<void> {
  const known = await apiServerOf(repository, 'local');
  const options = ['--environment', 'local', ...known, ...args];
  await program('helmfile', [...options, 'sync'], { cwd: repository });
}

/** By which `make deploy` lets policies name the API server's addresses of today. */
export async function apiServerOf(
  repository: string,
  environment: string,
): Promise<string[]> {
  const script = join(repository, 'scripts/operate/api-server.sh');
  const options = [`--environment=${environment}`];
  const found = await program(script, options, { cwd: repository });
  if (!found) throw new Error('where the API server is, is not known');
  return ['--state-values-set', `apiServer=${found}`];
}

/** The settings in a YAML or JSON file. */
export async function valuesIn(file: string): Promise<Values> {
  const values: unknown = parse(await readFile(file, 'utf8'));
  if (!isValues(values)) throw new Error(`${file} is not a YAML mapping`);
  return values;
}

/** Settings over settings: mappings merge, everything else is replaced. */
export function merge(beneath: Values, above: Values): Values {
  const merged = { ...beneath };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isValues(old) && isValues(value) ? merge(old, value) : value;
  }
  return merged;
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
