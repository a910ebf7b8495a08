import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from './cluster';
import { cellsOf, differences, tryAll, type Cell } from './policies/cells';
import type { Rendered } from './policies/pods';
import { apply, namespaces, render, setUp } from './policies/stage';
import { readTable, type Table } from './policies/table';

/** Nothing tells when a policy is in force: what differs is tried again this often, a second apart. */
const ATTEMPTS = 10;
const FIRST = 'default-deny';

describe('who may talk to whom', () => {
  let table: Table;
  let rendered: Rendered;
  let cells: Cell[];

  before(async () => {
    table = await readTable();
    rendered = await render();
    const { sources, targets } = await setUp(table, rendered.pods);
    cells = cellsOf(table, sources, targets);
  });

  const needOf = (policy: string) =>
    [FIRST, ...needs()]
      .filter(need => policy === need || policy.endsWith(`-${need}`))
      .sort((a, b) => b.length - a.length)[0];
  const needs = () => [...new Set(table.allowed.flatMap(rule => rule.needs))];
  const policiesFor = (wanted: (need: string) => boolean) =>
    rendered.policies.filter(({ metadata }) => wanted(needOf(metadata.name)));
  const put = (wanted: (need: string) => boolean) =>
    apply('policies', policiesFor(wanted).map(inNamespace));
  const take = (wanted: (need: string) => boolean) =>
    kubectl(
      ...['--namespace', namespaces.nodes, 'delete', 'networkpolicy'],
      ...policiesFor(wanted).map(({ metadata }) => metadata.name),
    );

  test('every policy is one of the needs in the table, and every need has a policy', () => {
    const found = rendered.policies.map(({ metadata }) => metadata.name);
    assert.deepEqual(
      found.filter(name => !needOf(name)),
      [],
    );
    const used = new Set(found.map(needOf));
    assert.deepEqual(
      needs().filter(need => !used.has(need)),
      [],
    );
  });

  test('without a policy everybody reaches everybody: the probers are no obstacle', async () => {
    await agree(cells, () => true);
  });

  test('with nothing but the denial of everything, nobody reaches anybody', async () => {
    await put(need => need === FIRST);
    await agree(cells, ({ rules }) =>
      rules.some(({ needs: n }) => n.length === 0),
    );
  });

  test('with all policies, exactly the table holds', async t => {
    await put(() => true);
    await agree(cells, ({ rules }) => rules.length > 0);
    const passing = cells.filter(({ rules }) => rules.length > 0).length;
    t.diagnostic(
      `${passing} connections pass, ${cells.length - passing} are refused`,
    );
  });

  test('without the policies of one need, exactly what needs them is refused', async t => {
    for (const need of needs()) {
      await take(other => other === need);
      const lost = ({ rules }: Cell) =>
        rules.length > 0 && rules.every(rule => rule.needs.includes(need));
      await agree(cells, cell => cell.rules.length > 0 && !lost(cell));
      t.diagnostic(`${need}: ${cells.filter(lost).length} connections need it`);
      await put(other => other === need);
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

function inNamespace<T extends { metadata: object }>(object: T): object {
  const { nodes: namespace } = namespaces;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** Waits until what passes is what is expected. */
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
