import type { Check } from '../check';
import { NODE_LABEL } from '../desiredState';
import {
  deployCommand,
  kubectlForNodes,
  nodesOf,
  objectsOfNode,
} from './lookup';

const CHART_LABEL = 'app.kubernetes.io/name';
const RELEASE_LABEL = 'app.kubernetes.io/instance';
const NETWORK_LABEL = 'ethereum.nodeyard.io/network';

/** Both kinds of workloads that nodes are made of, as they are in the cluster. */
const liveWorkloads = ({
  statefulSets,
  deployments,
}: Parameters<Check['judge']>[0]['observed']) => [
  ...statefulSets.map(workload => ({ ...workload, kind: 'StatefulSet' })),
  ...deployments.map(workload => ({ ...workload, kind: 'Deployment' })),
];

const owners: Check = {
  name: 'owners',
  title: 'Each node belongs to one release',
  needs: ['statefulSets', 'deployments'],
  judge: ({ desired, observed }) =>
    desired.workloads.flatMap(({ metadata }) => {
      const labels = metadata.labels;
      const same = liveWorkloads(observed).filter(
        live =>
          live.metadata.labels[NODE_LABEL] === labels[NODE_LABEL] &&
          live.metadata.labels[NETWORK_LABEL] === labels[NETWORK_LABEL] &&
          live.metadata.labels[RELEASE_LABEL] !== labels[RELEASE_LABEL],
      );
      return same.map(live => ({
        about: `${live.kind}/${live.metadata.name}`,
        problem: `is a second ${labels[NODE_LABEL]} on ${labels[NETWORK_LABEL]}, of the release ${live.metadata.labels[RELEASE_LABEL]}: requests to the node reach either`,
        run: `helm uninstall ${live.metadata.labels[RELEASE_LABEL]} -n ${desired.namespace}   # if it is the older one; its volume stays`,
      }));
    }),
};

const deployed: Check = {
  name: 'deployed',
  title: 'Every node is deployed',
  needs: ['statefulSets', 'deployments'],
  judge: deployment =>
    nodesOf(deployment)
      .filter(({ live }) => live === undefined)
      .map(({ name, kind, desired }) => ({
        about: name,
        problem: `has no ${kind} in the namespace ${deployment.desired.namespace}`,
        run: `${deployCommand(deployment.desired)} NODE=${
          desired.metadata.labels[RELEASE_LABEL]
        }`,
        covers: objectsOfNode(deployment.desired, desired),
      })),
};

const strays: Check = {
  name: 'strays',
  title: 'No node runs outside of the environment',
  needs: ['statefulSets', 'deployments'],
  judge: ({ desired, observed }) => {
    const networks = new Set(
      desired.workloads.map(({ metadata }) => metadata.labels[NETWORK_LABEL]),
    );
    const chart = desired.workloads[0]?.metadata.labels[CHART_LABEL];
    return liveWorkloads(observed)
      .filter(
        ({ kind, metadata }) =>
          metadata.labels[CHART_LABEL] === chart &&
          metadata.labels[NODE_LABEL] !== undefined &&
          networks.has(metadata.labels[NETWORK_LABEL]) &&
          !desired.workloads.some(
            named =>
              named.kind === kind && named.metadata.name === metadata.name,
          ),
      )
      .map(({ kind, metadata }) => ({
        about: `${kind}/${metadata.name}`,
        problem: `runs, but environments/${desired.environment}.yaml has no node of this name`,
        run: `helm uninstall ${metadata.labels[RELEASE_LABEL]} -n ${desired.namespace}   # or write the node there; its volume stays`,
      }));
  },
};

const replicas: Check = {
  name: 'replicas',
  title: 'No node was stopped by hand',
  needs: ['statefulSets', 'deployments'],
  judge: deployment =>
    nodesOf(deployment).flatMap(({ name, kind, live, desired }) => {
      const has = live?.spec.replicas;
      // The size of a pool is set by its autoscaler, which does nothing once it is 0.
      const asked = desired.spec.replicas ?? (has === 0 ? 1 : has);
      return has === asked || has === undefined
        ? []
        : [
            {
              about: name,
              problem: `is scaled to ${has} and should be ${asked}: stopped by hand, or a snapshot is being taken`,
              run: `${kubectlForNodes(
                deployment.desired,
              )} scale ${kind.toLowerCase()} ${name} --replicas=${asked}`,
              covers: [`${kind}/${name}`],
            },
          ];
    }),
};

const images: Check = {
  name: 'images',
  title: 'Every container has the image that the environment names',
  needs: ['pods', 'statefulSets', 'deployments'],
  judge: deployment =>
    nodesOf(deployment).flatMap(({ name, desired, pods }) =>
      pods.flatMap(pod => {
        const { initContainers, containers } = pod.spec;
        const template = desired.spec.template.spec;
        return [...template.initContainers, ...template.containers].flatMap(
          asked => {
            const image = [...initContainers, ...containers].find(
              found => found.name === asked.name,
            )?.image;
            return image === undefined || image === asked.image
              ? []
              : [
                  {
                    about: name,
                    problem: `runs ${image} as ${asked.name}, and should run ${asked.image}`,
                    run: `${deployCommand(deployment.desired)} NODE=${name}`,
                    covers: objectsOfNode(deployment.desired, desired),
                  },
                ];
          },
        );
      }),
    ),
};

export const workloadChecks: readonly Check[] = [
  owners,
  deployed,
  strays,
  replicas,
  images,
];
