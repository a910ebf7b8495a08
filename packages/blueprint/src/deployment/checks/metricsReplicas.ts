import type { Check } from '../check';

/** Mimir keeps one of two replicas' samples by these labels: docs/adr/0025-metrics-once.md. */
const replicas: Check = {
  name: 'metrics-once',
  title:
    'Replicas of Prometheus with remote write have distinct replica labels',
  needs: ['prometheuses'],
  judge: ({ desired, observed }) =>
    observed.prometheuses
      .filter(
        ({ spec }) =>
          (spec.replicas ?? 1) > 1 &&
          spec.remoteWrite.length > 0 &&
          (spec.replicaExternalLabelName !== '__replica__' ||
            !spec.prometheusExternalLabelName),
      )
      .map(({ metadata, spec }) => ({
        about: `Prometheus/${metadata.namespace ?? ''}/${metadata.name}`,
        problem: `sends every sample ${
          spec.replicas
        } times: its replicaExternalLabelName is "${
          spec.replicaExternalLabelName ?? ''
        }", and Mimir goes by "__replica__" beside "prometheus"`,
        run: `make deploy-observability ENV=${desired.environment}   # after values.kube-prometheus-stack: docs/platform.md, "Sizes"`,
      })),
};

export const replicaChecks: readonly Check[] = [replicas];
