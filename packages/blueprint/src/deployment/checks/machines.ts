import type { Check } from '../check';
import { matches } from '../objects';
import { kubectlForNamespace, podsOf } from './lookup';

/** Logs, metrics and the mesh depend on a pod on each machine: a taint without toleration leaves the machine of a node without them. */
const machines: Check = {
  name: 'layer-machines',
  title: 'Every machine of a node runs the pods of all DaemonSets',
  needs: ['layers', 'pods'],
  judge: deployment => {
    const { desired, observed } = deployment;
    const ours = new Set(
      podsOf(deployment).flatMap(({ pod }) => pod.spec.nodeName ?? []),
    );
    return observed.layers.workloads
      .filter(({ kind }) => kind === 'DaemonSet')
      .flatMap(({ metadata, spec }) => {
        const { namespace = '', name } = metadata;
        const covered = new Set(
          observed.layers.pods
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
                run: `${kubectlForNamespace(
                  desired,
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
