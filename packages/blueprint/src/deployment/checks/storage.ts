import type { Check } from '../check';
import { parseQuantity } from '@nodeyard/ethereum';
import {
  findCondition,
  kubectlForNodes,
  nodesOf,
  objectsOfNode,
} from './lookup';
import type { NodeDeployment } from './lookup';
import type { Deployment } from '../state';

/** Claims of a StatefulSet, each with its template. */
const claimsOf = (
  { observed }: Deployment,
  { name, desired }: NodeDeployment,
) =>
  desired.spec.volumeClaimTemplates.map(template => {
    const claimName = `${template.metadata.name}-${name}-0`;
    return {
      claimName,
      template,
      claim: observed.claims.find(
        ({ metadata }) => metadata.name === claimName,
      ),
    };
  });

/** Classes with `WaitForFirstConsumer` provision a volume once its pod is scheduled: then scheduling is the cause. */
function isUnschedulable({ pods }: NodeDeployment): boolean {
  const placed = pods.map(({ status }) =>
    findCondition(status.conditions, 'PodScheduled'),
  );
  return placed.some(
    found => found?.status === 'False' && !/volume/i.test(found.message ?? ''),
  );
}

const volumesBound: Check = {
  name: 'volumes',
  title: 'Every volume is bound',
  needs: ['claims', 'statefulSets', 'pods'],
  judge: deployment =>
    nodesOf(deployment)
      .filter(({ live }) => live !== undefined && (live.spec.replicas ?? 1) > 0)
      .flatMap(node =>
        claimsOf(deployment, node)
          .filter(({ claim }) => claim?.status.phase !== 'Bound')
          .filter(() => !isUnschedulable(node))
          .map(({ claimName, claim }) => ({
            about: node.name,
            problem: `waits for the volume of ${claimName}, which is ${
              claim?.status.phase ?? 'not claimed'
            }`,
            run: `${kubectlForNodes(
              deployment.desired,
            )} describe pvc ${claimName}`,
          })),
      ),
};

const sizes: Check = {
  name: 'volume-sizes',
  title: 'Every volume has the desired size',
  needs: ['claims'],
  judge: deployment =>
    nodesOf(deployment).flatMap(node =>
      claimsOf(deployment, node).flatMap(({ claimName, template, claim }) => {
        const asked = template.spec.resources.requests.storage;
        const has = claim?.spec.resources.requests.storage;
        return has === undefined || parseQuantity(has) === parseQuantity(asked)
          ? []
          : [
              {
                about: `PersistentVolumeClaim/${claimName}`,
                problem: `requests ${has}, and the environment has ${asked}`,
                run:
                  parseQuantity(has) < parseQuantity(asked)
                    ? `${kubectlForNodes(
                        deployment.desired,
                      )} patch pvc ${claimName} -p '{"spec":{"resources":{"requests":{"storage":"${asked}"}}}}'   # then the StatefulSet: docs/operations.md`
                    : `write ${has} into environments/${deployment.desired.environment}.yaml: a volume never shrinks`,
                covers: objectsOfNode(deployment.desired, node.desired),
              },
            ];
      }),
    ),
};

const expansion: Check = {
  name: 'volume-expansion',
  title: 'No volume expansion is pending',
  needs: ['claims'],
  judge: deployment =>
    nodesOf(deployment).flatMap(node =>
      claimsOf(deployment, node).flatMap(({ claimName, claim }) => {
        const asked = claim?.spec.resources.requests.storage ?? '0';
        const given = claim?.status.capacity?.storage ?? asked;
        const waiting =
          findCondition(
            claim?.status.conditions ?? [],
            'FileSystemResizePending',
          ) ?? findCondition(claim?.status.conditions ?? [], 'Resizing');
        return claim?.status.phase !== 'Bound' ||
          (parseQuantity(given) >= parseQuantity(asked) && !waiting)
          ? []
          : [
              {
                about: `PersistentVolumeClaim/${claimName}`,
                problem: `has ${given} of the requested ${asked}${
                  waiting ? `: ${waiting.message ?? waiting.type}` : ''
                }`,
                run: `${kubectlForNodes(
                  deployment.desired,
                )} describe pvc ${claimName}`,
              },
            ];
      }),
    ),
};

export const storageChecks: readonly Check[] = [volumesBound, sizes, expansion];
