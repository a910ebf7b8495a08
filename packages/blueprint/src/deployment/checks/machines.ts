import type { Check } from '../check';
import { matches } from '../objects';
import { kubectlIn, podsOf } from './lookup';

/** Logs, metrics and the mesh come from pods on each machine: one that a taint keeps out is missed where it matters most. */
const machines: Check = {
  name: 'layer-machines',
  title: 'Each machine of a node has the pods that layers run on machines',
  needs: ['layers', 'pods'],
  judge: deployment => {
    const { wanted, seen } = deployment;
    const ours = new Set(
      podsOf(deployment).flatMap(({ pod }) => pod.spec.nodeName ?? []),
    );
    return seen.layers.workloads
      .filter(({ kind }) => kind === 'DaemonSet')
      .flatMap(({ metadata, spec }) => {
        const { namespace = '', name } = metadata;
        const covered = new Set(
          seen.layers.pods
            .filter(
              pod =>
                pod.metadata.namespace === namespace &&
                matches(spec.selector.matchLabels, pod.metadata.labels),
            )
            .map(pod => pod.spec.nodeName),
        );
        const missed = [...ours].filter(machine => !covered.has(machine));
        return missed.length === 0
          ? []
          : [
              {
                about: `DaemonSet/${namespace}/${name}`,
                problem: `has no pod on ${missed.join(
                  ', ',
                )}, where nodes run: it lacks a toleration, or its nodeSelector leaves machines out`,
                run: `${kubectlIn(
                  wanted,
                  namespace,
                )} get daemonset ${name} -o yaml   # its tolerations, against: kubectl describe node ${
                  missed[0]
                }`,
              },
            ];
      });
  },
};

export const machineChecks: readonly Check[] = [machines];
