import { parseManifests } from './manifests';
import { renderedProblems } from './renderedCharts';
import { findingOf, type Finding } from './report';
import type { UpstreamChart } from './upstreamCharts';

/** One fault of each kind, as charts of others had them. */
const FAULTS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: [{ apiGroups: [''], resources: [configmaps, secrets], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: known }
rules: [{ apiGroups: [''], resources: [secrets], verbs: ['*'] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: app, namespace: strict, annotations: null }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: app } }
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: main
          image: example/app
          resources: { requests: { cpu: 1 }, limits: {} }
          securityContext: { allowPrivilegeEscalation: true, capabilities: { drop: [ALL] } }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: metrics, namespace: observability }
spec: { priorityClassName: other }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: machines, namespace: observability-nodes }
spec: { template: { metadata: {}, spec: { priorityClassName: above, containers: [] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: graphs, namespace: observability }
spec: { template: { metadata: {}, spec: { containers: [] } } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: try, namespace: strict, annotations: { helm.sh/hook: test } }
spec: { template: { metadata: {}, spec: { containers: [{ name: try, image: x }], volumes: null } } }
`;

const expected = [
  'ClusterRole reader may read every Secret of the cluster',
  'Deployment app: container main: allowPrivilegeEscalation is not false',
  'Deployment app: container main has no requests.memory',
  'Deployment app: container main has no limits.memory',
  'Deployment app: container main: image example/app names no release',
  'Deployment app: 2 pods without a PodDisruptionBudget',
  'Prometheus metrics: priorityClassName other is none that the platform brings',
  'Deployment graphs: no priorityClassName',
];

/** Checks that exactly each of them is found. The real charts are rarely available here. */
export function checkFaultsFound(): Finding {
  const chart: UpstreamChart = {
    version: '',
    source: '',
    deploys: {},
    values: [],
    nullable: [],
    rules: [],
    storageClassAt: [],
    priorityClassAt: [],
    secretReaders: [{ role: 'known', reason: 'it is only a test' }],
    podSecurity: [],
  };
  const found = renderedProblems(
    parseManifests(FAULTS),
    new Map([['chart', chart]]),
    new Map([['strict', 'restricted']]),
    new Map([['above', 200]]),
  );
  return findingOf(
    [
      ...expected
        .filter(words => !found.some(problem => problem.startsWith(words)))
        .map(words => `not found: ${words}`),
      ...found
        .filter(problem => !expected.some(words => problem.startsWith(words)))
        .map(problem => `found, and should not be: ${problem}`),
    ],
    `${expected.length} faults`,
  );
}
