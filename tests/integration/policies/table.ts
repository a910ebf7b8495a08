import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';

/** The repository that is tested. */
export const root = resolve(import.meta.dirname, '../../..');

/** Where the nodes are, where callers and strangers are, and the machine. */
export const namespaces = {
  nodes: 'policies',
  others: 'policies-others',
  machine: 'policies-machine',
};

const partySchema = z.strictObject({
  is: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const ruleSchema = z.strictObject({
  from: z.array(z.string()),
  to: z.array(z.string()),
  ports: z.array(z.string()).optional(),
  within: z.enum(['network', 'node']).optional(),
  needs: z.array(z.string()),
  why: z.string(),
});
const tableSchema = z.strictObject({
  parties: z.record(z.string(), partySchema),
  ports: z.record(z.string(), z.array(z.string())),
  allowed: z.array(ruleSchema),
});

/** docs/network-policies.yaml: the permitted connections. */
export type Table = z.infer<typeof tableSchema>;
/** One line of it. */
export type Rule = z.infer<typeof ruleSchema>;

/** One end of a connection. */
export interface End {
  party: string;
  /** Network of the pod, for those that have one. */
  network?: string;
  /** Node that the pod is, takes snapshots of, or tests. */
  node?: string;
  /** Of a pod. */
  namespace?: string;
  labels?: Record<string, string>;
}

/** Reads the table. @throws with the path of an invalid or undefined name */
export async function readTable(): Promise<Table> {
  const file = join(root, 'docs/network-policies.yaml');
  const table = tableSchema.parse(parse(await readFile(file, 'utf8')));
  table.allowed.forEach(({ from, to, ports = [] }, index) => {
    const unknown = [
      ...[...from, ...to].filter(name => !(name in table.parties)),
      ...ports.filter(name => !(name in table.ports)),
    ];
    if (unknown.length > 0) {
      throw new Error(`${file}: allowed[${index}] has unknown ${unknown}`);
    }
  });
  return table;
}

/** Policy of each pod that denies all connections. */
export const DENY = 'default-deny';

/** Suffixes of the names of all policies: those that the table requires, and {@link DENY}. */
export const neededPolicies = (table: Table): string[] => [
  ...new Set([DENY, ...table.allowed.flatMap(({ needs }) => needs)]),
];

/** The party with the most labels of those whose labels a pod has all. */
export function partyOf(
  table: Table,
  labels: Record<string, string>,
): string | undefined {
  const candidates = Object.entries(table.parties).filter(
    ([, party]) =>
      party.labels &&
      Object.entries(party.labels).every(
        ([key, value]) => labels[key] === value,
      ),
  );
  const size = ([, party]: (typeof candidates)[number]) =>
    Object.keys(party.labels ?? {}).length;
  return candidates.sort((a, b) => size(b) - size(a))[0]?.[0];
}

/** The lines that let a connection through; none when it is to be refused. */
export function allowing(
  table: Table,
  from: End,
  to: End,
  port: string,
): Rule[] {
  return table.allowed.filter(
    rule =>
      rule.from.includes(from.party) &&
      rule.to.includes(to.party) &&
      (!rule.ports ||
        rule.ports.some(group =>
          ensurePresent(table.ports[group]).includes(port),
        )) &&
      (!rule.within || from[rule.within] === to[rule.within]),
  );
}
