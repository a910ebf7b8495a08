import { renderedSchema } from '../deployment/objects';
import { costByTeam } from './cost';
import { pricesOf } from './prices';
import { costText } from './report';
import { requestsOf } from './requests';

const annotations = {
  'ethereum.nodeyard.io/owner': 'group:default/payments',
};
const claim = (storage: string, storageClassName?: string) => ({
  spec: { storageClassName, resources: { requests: { storage } } },
});
const pod = (cpu: string, memory: string) => ({
  initContainers: [
    { restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } },
    { resources: { requests: { cpu: '8', memory: '64Gi' } } },
  ],
  containers: [{ resources: { requests: { cpu, memory } } }, {}],
});

/** A node of 2 cores, 4 GiB and 10 + 20 GiB, and a pool of 2 to 4 pods of 1 core and 10 GiB. */
const workloads = [
  {
    kind: 'StatefulSet',
    metadata: { name: 'geth-0', annotations },
    spec: {
      replicas: 1,
      template: { spec: pod('1500m', '4Gi') },
      volumeClaimTemplates: [claim('10Gi', 'fast'), claim('20Gi', 'slow')],
    },
  },
  {
    kind: 'Deployment',
    metadata: { name: 'rpc' },
    spec: {
      template: {
        spec: {
          ...pod('500m', '0'),
          volumes: [
            { name: 'tmp', emptyDir: {} },
            {
              name: 'execution',
              ephemeral: { volumeClaimTemplate: claim('10Gi') },
            },
          ],
        },
      },
    },
  },
  {
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'rpc' },
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'rpc' },
      minReplicas: 2,
      maxReplicas: 4,
    },
  },
];

const price = (value: number, labels: object) => ({
  record: 'eth:price',
  expr: `vector(${value})`,
  labels: { currency: 'EUR', as_of: '2026-11', ...labels },
});
const rules = (...more: object[]) => ({
  kind: 'PrometheusRule',
  metadata: { name: 'ethereum-nodes' },
  spec: {
    groups: [
      { rules: [{ alert: 'Other', expr: 'up == 0' }] },
      {
        rules: [
          price(0.1, { resource: 'cpu' }),
          price(0.01, { resource: 'memory' }),
          price(0.5, { resource: 'storage' }),
          price(2, { resource: 'storage', storageclass: 'fast' }),
          ...more,
        ],
      },
    ],
  },
});

const objects = (...given: object[]) =>
  given.map(object => renderedSchema.parse({ apiVersion: 'v1', ...object }));

function costs(...more: object[]) {
  const rendered = objects(...workloads, rules(...more));
  const prices = pricesOf(rendered);
  if (!prices) throw new Error('no prices');
  return { prices, teams: costByTeam(requestsOf(rendered), prices) };
}

describe('what an environment costs', () => {
  it('is the sum of the requests of the maximum number of pods, by the price of each storage class', () => {
    expect(costs().teams).toMatchObject([
      // 730 x (2 x 0.1 + 4 x 0.01) + 10 x 2 + 20 x 0.5
      {
        team: 'payments',
        month: { min: expect.closeTo(205.2), max: expect.closeTo(205.2) },
      },
      // 730 x 1 x 0.1 + 10 x 0.5, two to four times
      { team: undefined, month: { min: 156, max: 312 } },
    ]);
  });

  it('has no prices where no rules are rendered', () => {
    expect(pricesOf(objects(...workloads))).toBeUndefined();
  });

  it('is compared with the budget of the team', () => {
    const { prices, teams } = costs({
      record: 'eth:team_budget:month',
      expr: 'vector(100)',
      labels: { team: 'payments', currency: 'EUR' },
    });
    const text = costText('production', teams, prices, (_, words) => words);
    expect(text).toContain(
      'production: what it requests per month, at prices of 2026-11 in EUR',
    );
    expect(text).toMatch(/ geth-0 +1 +2 +4 GiB +30 GiB +205\n/);
    expect(text).toMatch(/ rpc +2-4 +1 +0 GiB +10 GiB +156-312\n/);
    expect(text).toContain('payments may spend 100 EUR: this is 205 % of it.');
  });
});
