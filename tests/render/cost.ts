import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { costByTeam } from '../../packages/blueprint/src/cost/cost';
import { pricesOf } from '../../packages/blueprint/src/cost/prices';
import {
  requestsOf,
  type Requests,
} from '../../packages/blueprint/src/cost/requests';
import { renderedSchema } from '../../packages/blueprint/src/deployment/objects';
import {
  documentedEnvironments,
  layered,
  shippedEnvironment,
} from './documented';
import { renderEnvironment } from './layers';
import { parseManifests } from './manifests';
import { run } from './program';
import { findingOf, type Finding, type Report } from './report';
import { groupsSchema } from './rules';
import { renderEnvironments } from './withEnvironments';

const PAGE = 'docs/cost.md';

const amounts = z.record(z.string(), z.number());
const documentedSchema = z.object({
  monitoring: z.object({
    cost: z.object({
      prices: z.looseObject({
        storageGibMonth: amounts,
        trafficGib: z.number(),
      }),
      budgets: amounts,
    }),
  }),
});

const node = (client: string) => ({
  execution: { client, storage: { storageClassName: 'fast' } },
  consensus: { client: 'lighthouse', storage: { storageClassName: 'slow' } },
});
const environment = {
  network: 'sepolia',
  owner: { team: 'group:default/payments' },
  exposure: { rpc: 'gateway' },
  monitoring: {
    rules: { enabled: true },
    cost: {
      prices: {
        asOf: '2026-10',
        currency: 'CHF',
        cpuHour: 0.0375,
        memoryGibHour: 0.00515,
        storageGibMonth: { default: 0.1, fast: 0.1425 },
      },
      budgets: { payments: 1234.5 },
    },
  },
  nodes: { 'geth-0': node('geth'), 'reth-0': node('reth') },
  serve: {
    rpc: { ...node('geth'), autoscaling: { minReplicas: 3, maxReplicas: 3 } },
  },
};

/** Do `nodeyard cost` and Prometheus come to the same sum, from the same prices? */
export function checkCost(report: Report, directory: string): void {
  report.check(`cost: ${PAGE} agrees with the rules`, () =>
    checkDocumented(directory),
  );
  report.check('cost: command and rules agree', () => {
    const rendered = renderEnvironment(directory, environment);
    if (!rendered.ok) return { ok: false, problems: rendered.reason };
    const manifests = parseManifests(rendered.output);
    const objects = manifests.flatMap(
      manifest => renderedSchema.safeParse(manifest).data ?? [],
    );
    const groups = manifests
      .filter(({ kind }) => kind === 'PrometheusRule')
      .flatMap(({ spec }) => groupsSchema.parse(spec).groups);
    const prices = pricesOf(objects);
    if (!prices) return { ok: false, problems: 'there are no prices' };
    const requests = requestsOf(objects);
    const [first, ...others] = costByTeam(requests, prices);
    const { month, budget } = ensurePresent(first);
    const expected = { cost: month.min, budget: budget ?? 0 };
    return others.length > 0
      ? findingOf(
          others.map(({ team }) => `of ${team}`),
          '',
        )
      : computed(groups, seriesOf(requests), expected);
  });
}

/** Is docs/cost.md an environment, and are its prices those that are computed with? */
function checkDocumented(directory: string): Finding {
  const [name, documented] = ensurePresent(
    [...documentedEnvironments(PAGE)][0],
  );
  const values = layered(shippedEnvironment(name), documented);
  const rendered = renderEnvironments(directory, new Map([[name, values]]));
  const objects = rendered
    .get(name)
    ?.manifests.flatMap(
      manifest => renderedSchema.safeParse(manifest).data ?? [],
    );
  const { prices, budgets } =
    documentedSchema.parse(documented).monitoring.cost;
  const {
    storageGibMonth,
    budgets: found,
    ...others
  } = pricesOf(objects ?? []) ?? {};
  const figures = {
    ...others,
    storageGibMonth: Object.fromEntries(storageGibMonth ?? []),
    budgets: Object.fromEntries(found ?? []),
  };
  const { trafficGib: _, ...expected } = { ...prices, budgets };
  return findingOf(
    isDeepStrictEqual(figures, expected)
      ? []
      : [`${JSON.stringify(figures)} is not ${JSON.stringify(expected)}`],
    `${Object.keys(expected).length} keys`,
  );
}

/** Series of kube-state-metrics and the sidecars for these pods. */
function seriesOf(requests: readonly Requests[]): string[][] {
  return requests.flatMap(({ name, pods, cores, memoryGib, volumes }) =>
    Array.from({ length: pods.min }, (_, i) => `${name}-${i}`).flatMap(pod => [
      [
        `kube_pod_status_phase{namespace="eth", pod="${pod}", phase="Running"}`,
        '1',
      ],
      ...[
        ['cpu', cores],
        ['memory', memoryGib * 2 ** 30],
      ].map(([resource, amount]) => [
        `kube_pod_container_resource_requests{namespace="eth", pod="${pod}", container="all", resource="${resource}"}`,
        String(amount),
      ]),
      ...volumes.flatMap(({ storageClass, gib }, volume) => {
        const claim = `namespace="eth", persistentvolumeclaim="${pod}-${volume}"`;
        return [
          [
            `kube_persistentvolumeclaim_resource_requests_storage_bytes{${claim}}`,
            String(gib * 2 ** 30),
          ],
          [
            `kube_persistentvolumeclaim_info{${claim}, storageclass="${storageClass}"}`,
            '1',
          ],
        ];
      }),
      [
        `eth_node_ready{namespace="eth", network="sepolia", node="${name}", pod="${pod}", team="payments"}`,
        '1',
      ],
    ]),
  );
}

function computed(
  groups: unknown,
  series: readonly string[][],
  { cost, budget }: { cost: number; budget: number },
): Finding {
  const folder = mkdtempSync(join(tmpdir(), 'cost-'));
  const labels = '{team="payments", currency="CHF"}';
  const test = {
    rule_files: ['rendered.rules.yaml'],
    evaluation_interval: '1m',
    fuzzy_compare: true,
    tests: [
      {
        interval: '1m',
        input_series: series.map(([name, value]) => ({
          series: name,
          values: `${value}x10`,
        })),
        promql_expr_test: [
          ['eth:team_cost:month', cost],
          ['eth:team_budget:month', budget],
        ].map(([expr, value]) => ({
          expr,
          eval_time: '10m',
          exp_samples: [{ labels: `${expr}${labels}`, value }],
        })),
      },
    ],
  };
  try {
    writeFileSync(join(folder, 'rendered.rules.yaml'), stringify({ groups }));
    writeFileSync(join(folder, 'cost.yaml'), stringify(test));
    const ended = run('promtool', ['test', 'rules', 'cost.yaml'], {
      cwd: folder,
    });
    return ended.ok
      ? { ok: true, words: `${cost.toFixed(2)} a month` }
      : { ok: false, problems: ended.reason };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
