import type { Check } from '../check';
import { quantity } from '../quantity';
import { condition, kubectl, nodesOf, objectsOfNode } from './lookup';
import type { RunningNode } from './lookup';
import type { Deployment } from '../seen';

/** The claims of a StatefulSet, each with what the environment asks for. Kubernetes names them. */
const claimsOf = ({ seen }: Deployment, { name, wanted }: RunningNode) =>
  wanted.spec.volumeClaimTemplates.map(template => {
    const claimName = `${template.metadata.name}-${name}-0`;
    return {
      claimName,
      template,
      claim: seen.claims.find(({ metadata }) => metadata.name === claimName),
    };
  });

/** Many classes make a volume only where a pod has found its machine: then the machine is what is missing. */
function waitsForMachine({ pods }: RunningNode): boolean {
  const placed = pods.map(({ status }) =>
    condition(status.conditions, 'PodScheduled'),
  );
  return placed.some(
    found => found?.status === 'False' && !/volume/i.test(found.message ?? ''),
  );
}

const bound: Check = {
  name: 'volumes',
  title: 'Every volume is there',
  needs: ['claims', 'statefulSets', 'pods'],
  judge: deployment =>
    nodesOf(deployment)
      .filter(({ live }) => live !== undefined && (live.spec.replicas ?? 1) > 0)
      .flatMap(node =>
        claimsOf(deployment, node)
          .filter(({ claim }) => claim?.status.phase !== 'Bound')
          .filter(() => !waitsForMachine(node))
          .map(({ claimName, claim }) => ({
            about: node.name,
            problem: `waits for the volume of ${claimName}, which is ${
              claim?.status.phase ?? 'not claimed'
            }`,
            run: `${kubectl(deployment.wanted)} describe pvc ${claimName}`,
          })),
      ),
};

const sizes: Check = {
  name: 'volume-sizes',
  title: 'Every volume is as large as the environment says',
  needs: ['claims'],
  judge: deployment =>
    nodesOf(deployment).flatMap(node =>
      claimsOf(deployment, node).flatMap(({ claimName, template, claim }) => {
        const asked = template.spec.resources.requests.storage;
        const has = claim?.spec.resources.requests.storage;
        return has === undefined || quantity(has) === quantity(asked)
          ? []
          : [
              {
                about: `PersistentVolumeClaim/${claimName}`,
                problem: `claims ${has}, and the environment says ${asked}`,
                run:
                  quantity(has) < quantity(asked)
                    ? `${kubectl(
                        deployment.wanted,
                      )} patch pvc ${claimName} -p '{"spec":{"resources":{"requests":{"storage":"${asked}"}}}}'   # then the StatefulSet: docs/operations.md`
                    : `write ${has} into environments/${deployment.wanted.environment}.yaml: a volume never shrinks`,
                explains: objectsOfNode(deployment.wanted, node.wanted),
              },
            ];
      }),
    ),
};

const expansion: Check = {
  name: 'volume-expansion',
  title: 'No volume waits for its growth',
  needs: ['claims'],
  judge: deployment =>
    nodesOf(deployment).flatMap(node =>
      claimsOf(deployment, node).flatMap(({ claimName, claim }) => {
        const asked = claim?.spec.resources.requests.storage ?? '0';
        const given = claim?.status.capacity?.storage ?? asked;
        const waiting =
          condition(
            claim?.status.conditions ?? [],
            'FileSystemResizePending',
          ) ?? condition(claim?.status.conditions ?? [], 'Resizing');
        return claim?.status.phase !== 'Bound' ||
          (quantity(given) >= quantity(asked) && !waiting)
          ? []
          : [
              {
                about: `PersistentVolumeClaim/${claimName}`,
                problem: `has ${given} of the ${asked} that it claims${
                  waiting ? `: ${waiting.message ?? waiting.type}` : ''
                }`,
                run: `${kubectl(deployment.wanted)} describe pvc ${claimName}`,
              },
            ];
      }),
    ),
};

export const storageChecks: readonly Check[] = [bound, sizes, expansion];
