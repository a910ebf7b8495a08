import { Stopped } from '../../stopped';
import { Cluster, Kind } from '../cluster';
import { LastRun, lastRunSchema } from '../lastRun';
import { orchestrate } from '../orchestrate';
import { Surroundings } from '../run';
import { ANode, aNode, Fate } from './aNode';

const nodes: ANode[] = [];

export async function given(fate?: Fate): Promise<ANode> {
  const node = await aNode(fate);
  nodes.push(node);
  return node;
}

/** After each test. */
export function stopAll(): void {
  nodes.splice(0).forEach(node => node.stop());
}

function around(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    now: Date.now,
    fetch,
    signal: new AbortController().signal,
    log: () => {},
    pollMs: 5,
    ...changes,
  };
}

let orchestrators = 0;

/** One orchestrator after another, each with a name of its own. */
export function run(
  node: ANode,
  {
    config = {},
    cluster = node.cluster,
    once = true,
    dryRun = false,
    onEnd,
    ...changes
  }: Partial<Surroundings> & {
    config?: object;
    cluster?: Cluster;
    once?: boolean;
    dryRun?: boolean;
    onEnd?: () => Promise<void>;
  } = {},
) {
  orchestrators += 1;
  return orchestrate({
    config: node.config(config),
    cluster,
    around: around(changes),
    holder: `orchestrator-${orchestrators}`,
    once,
    dryRun,
    onEnd,
  });
}

/** How its newest run ended. */
export function last(node: ANode): LastRun {
  return lastRunSchema.parse(JSON.parse(node.data()['last.json']));
}

export function assertAtRest(node: ANode): void {
  expect(node.replicas()).toBe(1);
  expect(node.podRuns()).toBe(true);
  expect(node.data()['state.json']).toBeUndefined();
  expect(node.leaseHolder()).toBeUndefined();
  expect(node.leftovers()).toEqual([]);
}

/** Run an orchestrator until something is so, and no further: it does not come to anything more. */
export async function killedWhile(
  node: ANode,
  config: object,
  isSo: () => boolean,
): Promise<void> {
  let isDead = false;
  const outcome = run(node, {
    config,
    cluster: mortal(node.cluster, () => isDead),
  });
  await until(isSo);
  isDead = true;
  await outcome;
}

function mortal(cluster: Cluster, isDead: () => boolean): Cluster {
  const alive = async <T>(work: () => Promise<T>) => {
    if (isDead()) throw new Stopped('refused', 'superseded', 'dead');
    return work();
  };
  return {
    ...cluster,
    read: async (kind, name, schema) =>
      alive(() => cluster.read(kind, name, schema)),
    create: (...args) => alive(() => cluster.create(...args)),
    patch: (...args) => alive(() => cluster.patch(...args)),
    remove: (...args) => alive(() => cluster.remove(...args)),
  };
}

/** Requests that scale the node. */
export function scaledBy(node: ANode): string[] {
  return node.api.requests.filter(request => /^PATCH .*\/scale$/.test(request));
}

/** A cluster whose client is dead from its nth write on; the write itself is still made, as when an answer is never read. */
export function dyingAt(cluster: Cluster, nth: number): Cluster {
  let writes = 0;
  const dead = () => {
    throw new Stopped('refused', 'superseded', 'dead');
  };
  const read = <T>(work: () => Promise<T>) => (writes >= nth ? dead() : work());
  // How often the Lease is renewed meanwhile is a matter of time.
  const write = async <T>(kind: Kind, work: () => Promise<T>): Promise<T> => {
    if (writes >= nth) return dead();
    if (kind !== 'lease') writes += 1;
    const outcome = await work();
    return writes === nth ? dead() : outcome;
  };
  return {
    ...cluster,
    read: async (kind, name, schema) =>
      read(() => cluster.read(kind, name, schema)),
    serves: async kind => read(() => cluster.serves(kind)),
    create: (kind, manifest) =>
      write(kind, () => cluster.create(kind, manifest)),
    patch: (kind, ...args) => write(kind, () => cluster.patch(kind, ...args)),
    remove: (kind, name) => write(kind, () => cluster.remove(kind, name)),
  };
}

/** The controllers act a moment later. */
export async function settled(node: ANode): Promise<void> {
  await until(() => node.podRuns());
}

export async function until(
  condition: () => boolean | undefined,
): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('not seen');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
