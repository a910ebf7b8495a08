import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ThirdPartyChart {
  source: string;
  name: string;
  labels: Record<string, string>;
  podLabels: Record<string, string>;
  ports: Array<{ name: string; containerPort: number }>;
}

const { charts }: { charts: ThirdPartyChart[] } = JSON.parse(
  readFileSync(
    join(__dirname, '../__fixtures__/kubernetes/thirdPartyCharts.json'),
    'utf8',
  ),
);

/** The StatefulSet of a third-party chart and its pods, as an API server lists them. `source` is part of the chart's source. */
export function chartWorkload(
  source: string,
  options: {
    namespace?: string;
    replicas?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    /** Reason of waiting containers. */
    waiting?: string;
  } = {},
) {
  const chart = charts.find(candidate => candidate.source.includes(source));
  if (!chart) throw new Error(`Unknown chart ${source}`);
  const { namespace = 'eth', replicas = 1, waiting } = options;
  const labels = { ...chart.labels, ...options.labels };
  const statefulSet = {
    metadata: {
      name: chart.name,
      namespace,
      labels,
      annotations: options.annotations,
    },
    spec: { replicas, selector: { matchLabels: chart.podLabels } },
  };
  const pods = Array.from({ length: replicas }, (_, n) => ({
    metadata: {
      name: `${chart.name}-${n}`,
      namespace,
      labels: { ...chart.podLabels, ...options.labels },
      ownerReferences: [
        { kind: 'StatefulSet', name: chart.name, controller: true },
      ],
    },
    spec: { containers: [{ name: 'client', ports: chart.ports }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'client',
          image: 'client:1',
          restartCount: 3,
          state: waiting
            ? { waiting: { reason: waiting } }
            : { running: { startedAt: '2026-11-23T12:00:00Z' } },
        },
      ],
    },
  }));
  return { statefulSet, pods };
}
