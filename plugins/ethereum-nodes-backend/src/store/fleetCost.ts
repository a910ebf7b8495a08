import type {
  EthereumNode,
  FleetCost,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { MAX_NAMED_NODES } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { podCost, type ResourcePrices } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { z } from 'zod';
import { readJson } from './readJson';

const GIB = 2 ** 30;

/** A price list, and what owners may spend. */
export interface CostPrices extends ResourcePrices {
  /** Month in which they were looked up: `2026-11`. */
  asOf: string;
  /** ISO 4217. */
  currency: string;
  /** Per month, by entity reference of the owner. */
  budgets: ReadonlyMap<string, number>;
}

const amount = z.number().min(0).max(Number.MAX_VALUE);
const resourcesSchema = z.object({
  pods: amount,
  cpuCores: amount,
  memoryBytes: amount,
  volumes: z
    .array(
      z.object({ storageClass: z.string().max(253).optional(), bytes: amount }),
    )
    .max(20),
});

type Requests = z.infer<typeof resourcesSchema>;
type NamedNode = Pick<EthereumNode, 'id' | 'name' | 'network' | 'ownerRef'>;

/** Requests of the nodes whose source has them, by the ID of the node. */
export async function readRequests(knex: Knex): Promise<Map<string, Requests>> {
  const rows: Array<{ id: string; resources: string }> = await knex('nodes')
    .whereNotNull('resources')
    .select('id', 'resources');
  return new Map(
    rows.flatMap(({ id, resources }) => {
      const requests = readJson(resourcesSchema, resources);
      return requests ? [[id, requests] as const] : [];
    }),
  );
}

/** Monthly price of what nodes request. Nodes without known requests are counted, and have no price. */
export function toFleetCost(
  nodes: readonly NamedNode[],
  requests: ReadonlyMap<string, Requests>,
  prices: CostPrices,
): FleetCost {
  const priced = nodes.flatMap(node => {
    const requested = requests.get(node.id);
    return requested ? [{ ...node, month: monthOf(requested, prices) }] : [];
  });
  const { asOf, currency } = prices;
  return {
    prices: { asOf, currency },
    month: sumOf(priced),
    unknown: nodes.length - priced.length,
    owners: byOwner(priced).map(([ownerRef, here]) => ({
      ownerRef,
      nodes: here.length,
      month: sumOf(here),
      budget: ownerRef === undefined ? undefined : prices.budgets.get(ownerRef),
    })),
    nodes: priced.sort(byMonth).slice(0, MAX_NAMED_NODES),
  };
}

function monthOf(
  { pods, cpuCores, memoryBytes, volumes }: Requests,
  prices: ResourcePrices,
): number {
  const pod = podCost(
    {
      cores: cpuCores,
      memoryGib: memoryBytes / GIB,
      volumes: volumes.map(({ storageClass, bytes }) => ({
        storageClass,
        gib: bytes / GIB,
      })),
    },
    prices,
  );
  return pods * pod;
}

type PricedNode = NamedNode & { month: number };

/** The most expensive owner first. */
function byOwner(
  nodes: readonly PricedNode[],
): Array<[string | undefined, PricedNode[]]> {
  const groups = new Map<string | undefined, PricedNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.ownerRef) ?? [];
    group.push(node);
    groups.set(node.ownerRef, group);
  }
  return [...groups].sort(([, one], [, other]) => sumOf(other) - sumOf(one));
}

function sumOf(nodes: readonly PricedNode[]): number {
  return nodes.reduce((sum, { month }) => sum + month, 0);
}

function byMonth(one: PricedNode, other: PricedNode): number {
  return other.month - one.month || one.name.localeCompare(other.name);
}
