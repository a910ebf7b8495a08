import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from './cluster';
import { cellsOf, differences, tryAll, type Cell } from './policies/cells';
import type { Policy } from './policies/pods';
import { apply, render, setUp } from './policies/stage';
import {
  DENY,
  namespaces,
  neededPolicies,
  readTable,
  type Table,
} from './policies/table';
import { stops, type NeededPolicy } from './policies/withdrawal';

/** Kubernetes does not report when a policy is in force: differing connections are retried this often, a second apart. */
const ATTEMPTS = 10;

describe('network policies', () => {
  let table: Table;
  let policies: NeededPolicy[];
  let cells: Cell[];

  before(async () => {
    table = await readTable();
    const rendered = await render();
    const needs = neededPolicies(table);
    policies = rendered.policies.map(policy => ({
      policy,
      need: needOf(policy, needs),
    }));
    const { sources, targets } = await setUp(table, rendered.pods);
    cells = cellsOf(table, sources, targets);
  });

  test('every policy is one of the needs in the table, and every need has a policy', () => {
    const unknown = policies.filter(({ need }) => need === '');
    assert.deepEqual(unknown.map(nameOf), []);
    const used = new Set(policies.map(({ need }) => need));
    assert.deepEqual(
      needsOf(table).filter(need => !used.has(need)),
      [],
    );
  });

  test('without a policy every connection passes: the probers block none', async () => {
    await agree(cells, () => true);
  });

  test('with only the policy that denies everything, no pod reaches another', async () => {
    await put(policies.filter(({ need }) => need === DENY));
    await agree(cells, ({ rules }) =>
      rules.some(({ needs: n }) => n.length === 0),
    );
  });

  test('with all policies, exactly the table holds', async t => {
    await put(policies);
    await agree(cells, ({ rules }) => rules.length > 0);
    const passing = cells.filter(({ rules }) => rules.length > 0).length;
    t.diagnostic(
      `${passing} connections pass, ${cells.length - passing} are refused`,
    );
  });

  test('without the policies of one need, exactly its connections are refused', async t => {
    for (const taken of withdrawals(policies, needsOf(table))) {
      const left = policies.filter(policy => !taken.includes(policy));
      await take(taken);
      const lost = (cell: Cell) =>
        cell.rules.length > 0 && stops(cell, taken, left);
      await agree(cells, cell => cell.rules.length > 0 && !lost(cell));
      const count = cells.filter(lost).length;
      t.diagnostic(`${taken.map(nameOf).join(' ')}: ${count} connections`);
      await put(taken);
    }
  });

  test('a policy that lets everything pass would be noticed', async () => {
    await apply('too-wide', [
      inNamespace({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'too-wide' },
        spec: {
          podSelector: {},
          policyTypes: ['Ingress', 'Egress'],
          ingress: [{}],
          egress: [{}],
        },
      }),
    ]);
    await agree(cells, () => true);
  });
});

/** Policies to remove together: those of one need, or with EACH_POLICY=1 each alone, which takes minutes. */
function withdrawals(
  policies: NeededPolicy[],
  needs: string[],
): NeededPolicy[][] {
  return process.env.EACH_POLICY
    ? policies.filter(({ need }) => need !== DENY).map(policy => [policy])
    : needs.map(tested => policies.filter(({ need }) => need === tested));
}

const needsOf = (table: Table) =>
  neededPolicies(table).filter(need => need !== DENY);
const nameOf = ({ policy }: NeededPolicy) => policy.metadata.name;

/** The longest of the needs that the policy's name ends with; empty when there is none. */
function needOf({ metadata: { name } }: Policy, needs: string[]): string {
  const fitting = needs.filter(
    need => name === need || name.endsWith(`-${need}`),
  );
  return fitting.sort((a, b) => b.length - a.length)[0] ?? '';
}

const put = (policies: NeededPolicy[]) =>
  apply(
    'policies',
    policies.map(({ policy }) => inNamespace(policy)),
  );

const take = (policies: NeededPolicy[]) =>
  kubectl(
    ...['--namespace', namespaces.nodes, 'delete', 'networkpolicy'],
    ...policies.map(nameOf),
  );

function inNamespace<T extends { metadata: object }>(object: T): object {
  const { nodes: namespace } = namespaces;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** Waits until exactly the expected connections pass. */
async function agree(
  cells: Cell[],
  expected: (cell: Cell) => boolean,
): Promise<void> {
  let wrong: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const made = await tryAll(cells);
    wrong = differences(cells, made, expected);
    if (wrong.length === 0) return;
    await sleep(1_000);
  }
  assert.deepEqual(wrong, []);
}
