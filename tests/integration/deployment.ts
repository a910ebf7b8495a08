import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { kubectl, program } from './cluster';
import { namespace } from './pair';

/** The repository that is tested. */
export const root = resolve(import.meta.dirname, '../..');
const here = import.meta.dirname;
/** Where the test writes; tests/integration/run makes and removes it. */
export const work = resolve(process.env.TEST_WORK ?? 'missing');

/** Seconds from making the genesis to its time: about what it takes until the clients run. */
const GENESIS_DELAY_SECONDS = 10;

/** A tree of settings, as YAML reads it. */
type Values = { [key: string]: unknown };

/** Writes a team's repository from the test's request, as anybody would. */
export async function generateRepository(): Promise<string> {
  const repository = join(work, 'ledger');
  const request = join(here, 'request.yaml');
  const create = ['nodeyard', 'create', '--request', request];
  await program('yarn', [...create, '--out', repository], { cwd: root });
  return repository;
}

/** A namespace that takes only pods that pass Pod Security "restricted", and in it the devnet's genesis. */
export async function prepareNamespace(genesis: string): Promise<void> {
  const label = 'pod-security.kubernetes.io/enforce=restricted';
  await kubectl('create', 'namespace', namespace);
  await kubectl('label', 'namespace', namespace, label);
  const files = ['genesis.json', 'config.yaml', 'genesis.ssz'].map(
    name => `--from-file=${join(genesis, name)}`,
  );
  const create = ['create', 'configmap', 'devnet-genesis'];
  await kubectl('--namespace', namespace, ...create, ...files);
}

/** Makes a genesis whose chain begins in a moment. @returns its folder */
export async function makeGenesis(): Promise<string> {
  const folder = join(work, 'genesis');
  const genesisTime = Math.floor(Date.now() / 1000) + GENESIS_DELAY_SECONDS;
  const lodestar = process.env.LODESTAR_TREE ?? '';
  await program(
    process.env.LODESTAR_NODE ?? 'node',
    [
      join(here, 'genesis/make.mjs'),
      ...['--out', folder, '--geth', join(root, '.tools/bin/geth')],
      ...['--lodestar', lodestar, '--genesis-time', String(genesisTime)],
    ],
    { env: { ...process.env, NODE_BACKEND: 'js', NODE_OPTIONS: '' } },
  );
  return folder;
}

/** Edits environments/local.yaml as a team would: the devnet's facts, and the images that this machine has. */
export async function chooseImages(
  repository: string,
  genesis: string,
): Promise<void> {
  const file = join(repository, 'environments/local.yaml');
  const facts = await valuesIn(join(genesis, 'facts.json'));
  const versions = await valuesIn(join(root, 'versions.yaml'));
  const images = {
    execution: { image: { tag: versions.geth } },
    consensus: { image: { tag: versions.lodestar } },
  };
  const chosen = [
    await valuesIn(join(here, 'values.yaml')),
    { networkConfig: facts, nodes: { 'geth-0': images } },
  ].reduce(merge, await valuesIn(file));
  await writeFile(file, stringify(chosen));
}

/** The generated README's way to deploy, without asking. */
export async function deploy(repository: string): Promise<void> {
  await program('helmfile', ['--environment', 'local', 'sync'], {
    cwd: repository,
  });
}

async function valuesIn(file: string): Promise<Values> {
  const values: unknown = parse(await readFile(file, 'utf8'));
  if (!isValues(values)) throw new Error(`${file} is not a YAML mapping`);
  return values;
}

function merge(beneath: Values, above: Values): Values {
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
