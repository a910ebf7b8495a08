import type { Check } from '../check';
import { nodeLabel } from '../wanted';
import { deploy, kubectl, nodesOf, objectsOfNode } from './lookup';

const chartLabel = 'app.kubernetes.io/name';
const releaseLabel = 'app.kubernetes.io/instance';
const networkLabel = 'ethereum.nodeyard.io/network';

/** Both kinds of workloads that nodes are made of, as they are in the cluster. */
const liveWorkloads = ({
  statefulSets,
  deployments,
}: Parameters<Check['judge']>[0]['seen']) => [
  ...statefulSets.map(workload => ({ ...workload, kind: 'StatefulSet' })),
  ...deployments.map(workload => ({ ...workload, kind: 'Deployment' })),
];

const owners: Check = {
  name: 'owners',
  title: 'Each node is of one release',
  needs: ['statefulSets', 'deployments'],
  judge: ({ wanted, seen }) =>
    wanted.workloads.flatMap(({ metadata }) => {
      const labels = metadata.labels;
      const same = liveWorkloads(seen).filter(
        live =>
          live.metadata.labels[nodeLabel] === labels[nodeLabel] &&
          live.metadata.labels[networkLabel] === labels[networkLabel] &&
          live.metadata.labels[releaseLabel] !== labels[releaseLabel],
      );
      return same.map(live => ({
        about: `${live.kind}/${live.metadata.name}`,
        problem: `is a second ${labels[nodeLabel]} on ${labels[networkLabel]}, of the release ${live.metadata.labels[releaseLabel]}: who asks for the node gets either`,
        run: `helm uninstall ${live.metadata.labels[releaseLabel]} -n ${wanted.namespace}   # if it is the older one; its volume stays`,
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
      .map(({ name, kind, wanted }) => ({
        about: name,
        problem: `has no ${kind} in the namespace ${deployment.wanted.namespace}`,
        run: `${deploy(deployment.wanted)} NODE=${
          wanted.metadata.labels[releaseLabel]
        }`,
        explains: objectsOfNode(deployment.wanted, wanted),
      })),
};

const strays: Check = {
  name: 'strays',
  title: 'No node runs that the environment does not name',
  needs: ['statefulSets', 'deployments'],
  judge: ({ wanted, seen }) => {
    const networks = new Set(
      wanted.workloads.map(({ metadata }) => metadata.labels[networkLabel]),
    );
    const chart = wanted.workloads[0]?.metadata.labels[chartLabel];
    return liveWorkloads(seen)
      .filter(
        ({ kind, metadata }) =>
          metadata.labels[chartLabel] === chart &&
          metadata.labels[nodeLabel] !== undefined &&
          networks.has(metadata.labels[networkLabel]) &&
          !wanted.workloads.some(
            named =>
              named.kind === kind && named.metadata.name === metadata.name,
          ),
      )
      .map(({ kind, metadata }) => ({
        about: `${kind}/${metadata.name}`,
        problem: `runs, but environments/${wanted.environment}.yaml has no node of this name`,
        run: `helm uninstall ${metadata.labels[releaseLabel]} -n ${wanted.namespace}   # or write the node there; its volume stays`,
      }));
  },
};

const replicas: Check = {
  name: 'replicas',
  title: 'No node was stopped by hand',
  needs: ['statefulSets', 'deployments'],
  judge: deployment =>
    nodesOf(deployment).flatMap(({ name, kind, live, wanted }) => {
      const has = live?.spec.replicas;
      // How many pods a pool has is for its autoscaler to say, unless there are none: then it says nothing more.
      const asked = wanted.spec.replicas ?? (has === 0 ? 1 : has);
      return has === asked || has === undefined
        ? []
        : [
            {
              about: name,
              problem: `is scaled to ${has} and should be ${asked}: stopped by hand, or a snapshot is being taken`,
              run: `${kubectl(
                deployment.wanted,
              )} scale ${kind.toLowerCase()} ${name} --replicas=${asked}`,
              explains: [`${kind}/${name}`],
            },
          ];
    }),
};

const images: Check = {
  name: 'images',
  title: 'Every container has the image that the environment names',
  needs: ['pods', 'statefulSets', 'deployments'],
  judge: deployment =>
    nodesOf(deployment).flatMap(({ name, wanted, pods }) =>
      pods.flatMap(pod => {
        const { initContainers, containers } = pod.spec;
        const template = wanted.spec.template.spec;
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
                    run: `${deploy(deployment.wanted)} NODE=${name}`,
                    explains: objectsOfNode(deployment.wanted, wanted),
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
