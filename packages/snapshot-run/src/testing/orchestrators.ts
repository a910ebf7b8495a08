/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../tests/ensurePresent';
import {
  type LastRun,
  lastRunSchema,
  SnapshotError,
} from '@nodeyard/snapshot-store';
import type { Cluster, Kind } from '../cluster';
import { orchestrate } from '../orchestrate';
import type { RunContext } from '../run';
import type { TestNode, Scenario } from './testNode';
import { createTestNode } from './testNode';

const nodes: TestNode[] = [];

export async function newNode(scenario?: Scenario): Promise<TestNode> {
  const node = await createTestNode(scenario);
  nodes.push(node);
  return node;
}

/** After each test. */
export function stopAll(): void {
  nodes.splice(0).forEach(node => node.stop());
}

function testContext(changes: Partial<RunContext> = {}): RunContext {
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

/** Run an orchestrator with a new name. */
export function run(
  node: TestNode,
  {
    config = {},
    cluster = node.cluster,
    noWait = true,
    dryRun = false,
    onEnd,
    ...changes
  }: Partial<RunContext> & {
    config?: object;
    cluster?: Cluster;
    noWait?: boolean;
    dryRun?: boolean;
    onEnd?: () => Promise<void>;
  } = {},
) {
  orchestrators += 1;
  return orchestrate({
    config: node.config(config),
    cluster,
    ctx: testContext(changes),
    holder: `orchestrator-${orchestrators}`,
    noWait,
    dryRun,
    onEnd,
  });
}

/** Its `last.json`. */
export function last(node: TestNode): LastRun {
  return lastRunSchema.parse(dataOf(node, 'last.json'));
}

/** Its `state.json`. */
export function stateOf(node: TestNode): object {
  return dataOf(node, 'state.json');
}

function dataOf(node: TestNode, key: string) {
  return JSON.parse(ensurePresent(node.data()[key]));
}

export function assertAtRest(node: TestNode): void {
  expect(node.replicas()).toBe(1);
  expect(node.podRuns()).toBe(true);
  expect(node.data()['state.json']).toBeUndefined();
  expect(node.leaseHolder()).toBeUndefined();
  expect(node.leftovers()).toEqual([]);
}

/** Run an orchestrator, and kill it once a condition holds. */
export async function killWhen(
  node: TestNode,
  config: object,
  condition: () => boolean,
): Promise<void> {
  let isDead = false;
  const outcome = run(node, {
    config,
    cluster: killableCluster(node.cluster, () => isDead),
  });
  await until(condition);
  isDead = true;
  await outcome;
}

function killableCluster(cluster: Cluster, isDead: () => boolean): Cluster {
  const alive = async <T>(work: () => Promise<T>) => {
    if (isDead()) throw new SnapshotError('refused', 'superseded', 'dead');
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
export function scaleRequests(node: TestNode): string[] {
  return node.api.requests.filter(request => /^PATCH .*\/scale$/.test(request));
}

/** A cluster whose client dies with its nth write, which is still applied: its response is lost. */
export function dyingAtWrite(cluster: Cluster, nth: number): Cluster {
  let writes = 0;
  const dead = () => {
    throw new SnapshotError('refused', 'superseded', 'dead');
  };
  const read = <T>(work: () => Promise<T>) => (writes >= nth ? dead() : work());
  // Renewals of the Lease depend on timing and are not counted.
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

/** Controllers act asynchronously. */
export async function podStarted(node: TestNode): Promise<void> {
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
