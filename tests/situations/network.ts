import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { kubectl, program, read } from '../integration/cluster';
import {
  addGenesis,
  chooseImages,
  deploy,
  generateRepository,
  makeGenesis,
  merge,
  prepareNamespace,
  root,
  type Values,
  valuesIn,
  work,
} from '../integration/deployment';
import { type Pair, watch } from '../integration/pair';
import { lodestarFlags } from '../integration/peers';
import { genesisVariants } from './genesis';
import {
  kindOf,
  nodeNames,
  type NodeName,
  nodeSettings,
  releaseOf,
  requests,
} from './nodes';

const NAMESPACE = 'situations';
const SECONDS_PER_SLOT = 12;
/** Until the clients run on a busy machine: without a block in its first epoch the chain would never begin. */
const SECONDS_TO_GENESIS = 150;

export const pairOf = (name: NodeName): Pair => ({
  namespace: NAMESPACE,
  node: releaseOf(name),
});
/** As Backstage knows it. */
export const idOf = (name: NodeName) => `test~${NAMESPACE}~${releaseOf(name)}`;
export const entityOf = (name: NodeName) => `${NAMESPACE}-${releaseOf(name)}`;

/** One devnet, whose nodes are deployed when they are needed, and a repository as a team would have it. */
export class TestNetwork {
  private turn: Promise<unknown> = Promise.resolve();
  private genesis = '';

  private constructor(
    readonly repository: string,
    private readonly environment: string,
    private readonly changes: Values,
  ) {}

  /** Writes the repository. */
  static async write(): Promise<TestNetwork> {
    const pair = { execution: 'geth', consensus: 'lodestar' };
    const repository = await generateRepository({
      name: NAMESPACE,
      nodes: nodeNames.map(() => pair),
    });
    const file = join(repository, 'environments/local.yaml');
    const versions = await valuesIn(join(root, 'versions.yaml'));
    const flags = await lodestarFlags();
    return new TestNetwork(repository, await readFile(file, 'utf8'), {
      nodeHealth: { resources: requests('20m') },
      // This Lodestar does not stop by itself.
      terminationGracePeriodSeconds: 10,
      nodes: nodeSettings({ flags, namespace: NAMESPACE, versions }),
    });
  }

  /** Makes the genesis, and deploys the node that makes the blocks. */
  async begin(): Promise<void> {
    this.genesis = await makeGenesis(SECONDS_PER_SLOT, SECONDS_TO_GENESIS);
    await prepareNamespace(NAMESPACE, this.genesis);
    await addVariants(this.genesis);
    await this.deploy('maker');
  }

  /** One after the other, because each has an environment of its own. */
  async deploy(name: NodeName): Promise<void> {
    const before = this.turn;
    const mine = before.catch(() => undefined).then(() => this.deployNow(name));
    this.turn = mine;
    await mine;
  }

  private async deployNow(name: NodeName): Promise<void> {
    const file = join(this.repository, 'environments/local.yaml');
    await writeFile(file, this.environment);
    const own = kindOf(name).environment ?? {};
    await chooseImages(this.repository, this.genesis, merge(this.changes, own));
    await deploy(this.repository, '--selector', `node=${releaseOf(name)}`);
  }

  /** Takes it away, with what it kept: it costs memory, and others would be compared with it. */
  async remove(name: NodeName): Promise<void> {
    const release = releaseOf(name);
    await program('helm', ['uninstall', release, '--namespace', NAMESPACE]);
    const claims = ['execution', 'consensus'].map(
      layer => `${layer}-${release}-0`,
    );
    const later = ['--ignore-not-found', '--wait=false'];
    await inNamespace('delete', 'pvc', ...claims, ...later);
  }

  /** Waits until the network has finalized something, so that a node can begin there. */
  async finalizes(): Promise<void> {
    const finalized = ({ status }: Awaited<ReturnType<typeof watch>>[0]) =>
      status?.sample?.consensus.kind === 'ok' &&
      (status.sample.consensus.value.finalizedEpoch ?? 0) > 0;
    await watch(pairOf('maker'), finalized, 600);
  }
}

/** Lays something over the facts that a node's sidecar judges by, and starts its pod anew with them. */
export async function changeFacts(
  name: NodeName,
  facts: Values,
): Promise<void> {
  const map = `${releaseOf(name)}-network`;
  const path = `/api/v1/namespaces/${NAMESPACE}/configmaps/${map}`;
  const schema = z.object({ data: z.object({ 'network.json': z.string() }) });
  const found = await read(path, schema);
  if (!found) throw new Error(`${map} does not exist`);
  const changed = merge(JSON.parse(found.data['network.json']), facts);
  const patch = { data: { 'network.json': JSON.stringify(changed, null, 2) } };
  await inNamespace(
    'patch',
    'configmap',
    map,
    '--type=merge',
    '--patch',
    JSON.stringify(patch),
  );
  await startAgain(name);
}

/** Deletes its pod, so that the StatefulSet makes another. */
export async function startAgain(name: NodeName): Promise<void> {
  await inNamespace(
    'delete',
    'pod',
    `${releaseOf(name)}-0`,
    '--grace-period=1',
    '--ignore-not-found',
  );
}

export function inNamespace(...args: string[]): Promise<string> {
  return kubectl('--namespace', NAMESPACE, ...args);
}

async function addVariants(genesis: string): Promise<void> {
  const variants = await genesisVariants(genesis);
  for (const [name, content] of Object.entries(variants)) {
    const folder = join(work, name);
    await mkdir(folder, { recursive: true });
    for (const file of ['config.yaml', 'genesis.ssz']) {
      await writeFile(join(folder, file), await readFile(join(genesis, file)));
    }
    await writeFile(join(folder, 'genesis.json'), JSON.stringify(content));
    await addGenesis(NAMESPACE, folder, name);
  }
}
