import type { Check } from '../check';
import { quantity } from '../quantity';
import type { Workload } from '../objects';
import type { Wanted } from '../seen';
import { deploy, deployLayer, kubectl, objectsOfNode } from './lookup';
import { namespaceChecks } from './releases';

const enforce = 'pod-security.kubernetes.io/enforce';

const context: Check = {
  name: 'context',
  title: "The environment's cluster answers",
  needs: [],
  judge: ({ wanted, unread }) => {
    const reason = unread.get('cluster');
    return reason === undefined
      ? []
      : [
          {
            about: `context ${wanted.context ?? '(the current one)'}`,
            problem: `cannot be asked: ${reason}`,
            run: `kubectl config get-contexts   # and set kubeContext in environments/${wanted.environment}.yaml where another cluster is meant`,
          },
        ];
  },
};

/** The oldest minor release of Kubernetes that charts ask for, by release: the sources are in docs/platform.md. */
const oldestMinor = new Map([
  ['istiod', 32],
  ['mimir', 32],
]);
/** `kubeVersion` of our own charts. */
const oldestForOurs = 31;

const kubernetes: Check = {
  name: 'kubernetes',
  title: 'Kubernetes is new enough for every layer',
  needs: ['cluster'],
  judge: ({ wanted, seen: { version } }) => {
    const minor = Number(/^v1\.(\d+)/.exec(version)?.[1]);
    const asking = wanted.releases.find(
      ({ name }) => minor < (oldestMinor.get(name) ?? oldestForOurs),
    );
    return asking
      ? [
          {
            about: 'Kubernetes',
            problem: `is ${version}, and the release ${
              asking.name
            } of the layer ${asking.layer} needs 1.${
              oldestMinor.get(asking.name) ?? oldestForOurs
            }`,
            run: 'kubectl version   # upgrade the cluster, or switch the layer off: docs/platform.md, "Kubernetes and metrics"',
          },
        ]
      : [];
  },
};

const namedContext: Check = {
  name: 'named-context',
  title: 'The environment names its cluster',
  needs: [],
  judge: ({ wanted: { environment, context: named } }) =>
    named === undefined
      ? [
          {
            about: `environments/${environment}.yaml`,
            problem:
              'has no kubeContext: whatever kubectl points at is taken for its cluster',
            run: 'kubectl config current-context   # and write it there as kubeContext',
            warning: true,
          },
        ]
      : [],
};

const namespace: Check = {
  name: 'namespace',
  title: 'The namespace is there',
  needs: ['namespace'],
  judge: ({ wanted, seen }) => {
    const about = `Namespace/${wanted.namespace}`;
    if (!seen.namespace)
      return [
        {
          about,
          problem: 'does not exist',
          run: wanted.beneath.some(({ kind }) => kind === 'Namespace')
            ? deployLayer(wanted, 'infrastructure')
            : `kubectl create namespace ${wanted.namespace}`,
          explains: [
            ...wanted.workloads.map(({ metadata }) => metadata.name),
            ...wanted.objects.map(
              ({ kind, metadata }) => `${kind}/${metadata.name}`,
            ),
          ],
        },
      ];
    return seen.namespace.metadata.deletionTimestamp === undefined
      ? []
      : [
          {
            about,
            problem: 'is being deleted',
            run: `kubectl get namespace ${wanted.namespace} -o yaml`,
          },
        ];
  },
};

const podSecurity: Check = {
  name: 'pod-security',
  title: 'The namespace takes only restricted pods',
  needs: ['namespace'],
  judge: ({ wanted, seen }) => {
    const level = seen.namespace?.metadata.labels[enforce];
    return !seen.namespace || level === 'restricted'
      ? []
      : [
          {
            about: `Namespace/${wanted.namespace}`,
            problem: `enforces Pod Security "${
              level ?? 'privileged'
            }", and every pod of a node passes "restricted"`,
            run: `kubectl label --overwrite namespace ${wanted.namespace} ${enforce}=restricted`,
          },
        ];
  },
};

/** The layers whose charts bring kinds of their own, by the end of their groups, and the target that brings them again. */
const bringers = [
  {
    end: 'monitoring.coreos.com',
    layer: 'observability',
    target: 'upgrade-crds',
  },
  { end: 'istio.io', layer: 'istio', target: 'deploy-istio' },
  { end: 'gateway.networking.k8s.io', layer: 'istio', target: 'gateway-api' },
];

/** What a release asks for that is rendered from a chart of others, which need not be here: its own Gateway. */
const askedByReleases = [
  {
    release: 'gateway',
    kind: 'gateway.networking.k8s.io/v1 Gateway',
    name: 'public',
  },
];

/** What to run where a group of kinds is missing. */
function bringing({ environment, releases }: Wanted, group: string): string {
  const bringer = bringers.find(({ end }) => group.endsWith(end));
  return bringer && releases.some(({ layer }) => layer === bringer.layer)
    ? `make ${bringer.target} ENV=${environment}   # then make deploy-all ENV=${environment}`
    : `kubectl api-resources --api-group=${group}   # install what brings it, or switch it off`;
}

const apis: Check = {
  name: 'apis',
  title: 'The cluster knows every kind of object',
  needs: ['kinds'],
  judge: ({ wanted, seen }) =>
    [
      ...wanted.beneath,
      ...wanted.objects,
      ...askedByReleases
        .filter(({ release }) =>
          wanted.releases.some(
            ({ name, layer }) => name === release && layer === 'istio',
          ),
        )
        .map(({ kind: known, name }) => {
          const [apiVersion, kind] = known.split(' ');
          return { apiVersion, kind, metadata: { name } };
        }),
    ]
      .filter(
        ({ apiVersion, kind }) => !seen.kinds.includes(`${apiVersion} ${kind}`),
      )
      .map(({ apiVersion, kind, metadata }) => ({
        about: `${kind}/${metadata.name}`,
        problem: `needs the kind ${kind} of ${apiVersion}, which the cluster does not serve`,
        run: bringing(wanted, apiVersion.split('/')[0]),
      })),
};

const quota: Check = {
  name: 'quota',
  title: 'The quotas leave room',
  needs: ['quotas'],
  judge: ({ wanted, seen }) =>
    seen.quotas.flatMap(({ metadata, status }) =>
      Object.entries(status?.hard ?? {})
        .filter(
          ([resource, hard]) =>
            quantity(status?.used[resource] ?? '0') >= quantity(hard),
        )
        .map(([resource, hard]) => ({
          about: `ResourceQuota/${metadata.name}`,
          problem: `is used up: ${status?.used[resource]} of ${hard} ${resource}; nothing that needs more of it can start`,
          run: `${kubectl(wanted)} describe quota ${metadata.name}`,
        })),
    ),
};

const priorityClasses: Check = {
  name: 'priority-classes',
  title: 'The priority classes of the nodes are there',
  needs: ['priorityClasses'],
  judge: ({ wanted, seen }) =>
    wanted.workloads.flatMap(workload => {
      const { metadata, spec } = workload;
      const named = spec.template.spec.priorityClassName;
      return !named ||
        seen.priorityClasses.some(found => found.metadata.name === named)
        ? []
        : [
            {
              about: metadata.name,
              problem: `asks for the PriorityClass ${named}, which does not exist`,
              run: 'kubectl get priorityclasses',
              explains: objectsOfNode(wanted, workload),
            },
          ];
    }),
};

/** What a workload asks volumes for: claims that each pod of it keeps, or that go with the pod. */
const claimsOf = ({ spec }: Workload) => [
  ...spec.volumeClaimTemplates.map(claim => ({
    name: claim.metadata.name,
    storageClassName: claim.spec.storageClassName,
  })),
  ...spec.template.spec.volumes.flatMap(({ name, ephemeral }) =>
    ephemeral
      ? [
          {
            name,
            storageClassName:
              ephemeral.volumeClaimTemplate.spec.storageClassName,
          },
        ]
      : [],
  ),
];

/** Whose claims they are, in the environment's file. */
const keyOf = ({ metadata: { name, labels } }: Workload) =>
  `${
    labels['ethereum.nodeyard.io/role'] === 'serve' ? 'serve' : 'nodes'
  }.${name}`;

const storageClasses: Check = {
  name: 'storage-classes',
  title: 'The storage classes of the volumes are there',
  needs: ['storageClasses'],
  judge: ({ wanted, seen }) =>
    wanted.workloads.flatMap(workload =>
      claimsOf(workload).flatMap(({ name, storageClassName: named }) => {
        const { metadata } = workload;
        const known = named
          ? seen.storageClasses.some(found => found.metadata.name === named)
          : seen.storageClasses.some(
              found =>
                found.metadata.annotations[
                  'storageclass.kubernetes.io/is-default-class'
                ] === 'true',
            );
        const key = `${keyOf(workload)}.${name}.storage.className`;
        return known
          ? []
          : [
              {
                about: metadata.name,
                problem: `asks for a volume of the ${
                  named
                    ? `StorageClass ${named}, which does not exist`
                    : 'default StorageClass, and there is none'
                }: its claim "${name}"`,
                run: `kubectl get storageclasses   # name one as ${key} in environments/${
                  wanted.environment
                }.yaml, then ${deploy(wanted)}`,
                explains: objectsOfNode(wanted, workload),
              },
            ];
      }),
    ),
};

export const environmentChecks: readonly Check[] = [
  context,
  namedContext,
  kubernetes,
  namespace,
  ...namespaceChecks,
  podSecurity,
  apis,
  quota,
  priorityClasses,
  storageClasses,
];
