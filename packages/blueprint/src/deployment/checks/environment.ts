import type { Check } from '../check';
import type { Workload } from '../objects';
import { parseQuantity } from '@nodeyard/ethereum';
import type { DesiredState } from '../state';

import {
  deployCommand,
  deployLayerCommand,
  kubectlForNodes,
  objectsOfNode,
} from './lookup';
import { namespaceChecks } from './releases';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

const context: Check = {
  name: 'context',
  title: "The environment's cluster is reachable",
  needs: [],
  judge: ({ desired, unavailable }) => {
    const reason = unavailable.get('cluster');
    return reason === undefined
      ? []
      : [
          {
            about: `context ${desired.context ?? '(the current one)'}`,
            problem: `is not reachable: ${reason}`,
            run: `kubectl config get-contexts   # and set kubeContext in environments/${desired.environment}.yaml where another cluster is meant`,
          },
        ];
  },
};

/** Minimum minor version of Kubernetes by release; sources in docs/platform.md. */
const minimumMinor = new Map([
  ['istiod', 32],
  ['mimir', 32],
]);
/** `kubeVersion` of our own charts. */
const OWN_MINIMUM_MINOR = 31;

const kubernetes: Check = {
  name: 'kubernetes',
  title: 'Kubernetes is new enough for every layer',
  needs: ['cluster'],
  judge: ({ desired, observed: { version } }) => {
    const minor = Number(/^v1\.(\d+)/.exec(version)?.[1]);
    const asking = desired.releases.find(
      ({ name }) => minor < (minimumMinor.get(name) ?? OWN_MINIMUM_MINOR),
    );
    return asking
      ? [
          {
            about: 'Kubernetes',
            problem: `is ${version}, and the release ${
              asking.name
            } of the layer ${asking.layer} needs 1.${
              minimumMinor.get(asking.name) ?? OWN_MINIMUM_MINOR
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
  judge: ({ desired: { environment, context: named } }) =>
    named === undefined
      ? [
          {
            about: `environments/${environment}.yaml`,
            problem:
              'has no kubeContext: the current context of kubectl is used',
            run: 'kubectl config current-context   # and write it there as kubeContext',
            warning: true,
          },
        ]
      : [],
};

const namespace: Check = {
  name: 'namespace',
  title: 'The namespace exists',
  needs: ['namespace'],
  judge: ({ desired, observed }) => {
    const about = `Namespace/${desired.namespace}`;
    if (!observed.namespace) {
      return [
        {
          about,
          problem: 'does not exist',
          run: desired.platformObjects.some(({ kind }) => kind === 'Namespace')
            ? deployLayerCommand(desired, 'infrastructure')
            : `kubectl create namespace ${desired.namespace}`,
          covers: [
            ...desired.workloads.map(({ metadata }) => metadata.name),
            ...desired.objects.map(
              ({ kind, metadata }) => `${kind}/${metadata.name}`,
            ),
          ],
        },
      ];
    }
    return observed.namespace.metadata.deletionTimestamp === undefined
      ? []
      : [
          {
            about,
            problem: 'is being deleted',
            run: `kubectl get namespace ${desired.namespace} -o yaml`,
          },
        ];
  },
};

const podSecurity: Check = {
  name: 'pod-security',
  title: 'The namespace enforces Pod Security "restricted"',
  needs: ['namespace'],
  judge: ({ desired, observed }) => {
    const level = observed.namespace?.metadata.labels[ENFORCE];
    return !observed.namespace || level === 'restricted'
      ? []
      : [
          {
            about: `Namespace/${desired.namespace}`,
            problem: `enforces Pod Security "${
              level ?? 'privileged'
            }", and every pod of a node passes "restricted"`,
            run: `kubectl label --overwrite namespace ${desired.namespace} ${ENFORCE}=restricted`,
          },
        ];
  },
};

/** Layers that install CRDs, by the suffix of the API group, and the make target that installs them. */
const crdProviders = [
  {
    end: 'monitoring.coreos.com',
    layer: 'observability',
    target: 'upgrade-crds',
  },
  { end: 'istio.io', layer: 'istio', target: 'deploy-istio' },
  { end: 'gateway.networking.k8s.io', layer: 'istio', target: 'gateway-api' },
];

/** Kinds that releases of third-party charts need, whose charts may not be available here. */
const requiredByReleases = [
  {
    release: 'gateway',
    kind: 'gateway.networking.k8s.io/v1 Gateway',
    name: 'public',
  },
];

/** The command that installs the CRDs of an API group. */
function installCommand(
  { environment, releases }: DesiredState,
  group: string,
): string {
  const bringer = crdProviders.find(({ end }) => group.endsWith(end));
  return bringer && releases.some(({ layer }) => layer === bringer.layer)
    ? `make ${bringer.target} ENV=${environment}   # then make deploy-all ENV=${environment}`
    : `kubectl api-resources --api-group=${group}   # install the CRDs of this group, or disable the feature`;
}

const apis: Check = {
  name: 'apis',
  title: 'The cluster serves every kind of object',
  needs: ['kinds'],
  judge: ({ desired, observed }) =>
    [
      ...desired.platformObjects,
      ...desired.objects,
      ...requiredByReleases
        .filter(({ release }) =>
          desired.releases.some(
            ({ name, layer }) => name === release && layer === 'istio',
          ),
        )
        .map(({ kind: known, name }) => {
          const [apiVersion, kind] = known.split(' ');
          return { apiVersion, kind, metadata: { name } };
        }),
    ]
      .filter(
        ({ apiVersion, kind }) =>
          !observed.kinds.includes(`${apiVersion} ${kind}`),
      )
      .map(({ apiVersion, kind, metadata }) => ({
        about: `${kind}/${metadata.name}`,
        problem: `needs the kind ${kind} of ${apiVersion}, which the cluster does not serve`,
        run: installCommand(desired, apiVersion?.split('/', 1).join() ?? ''),
      })),
};

const quota: Check = {
  name: 'quota',
  title: 'The quotas leave room',
  needs: ['quotas'],
  judge: ({ desired, observed }) =>
    observed.quotas.flatMap(({ metadata, status }) =>
      Object.entries(status?.hard ?? {})
        .filter(
          ([resource, hard]) =>
            parseQuantity(status?.used[resource] ?? '0') >= parseQuantity(hard),
        )
        .map(([resource, hard]) => ({
          about: `ResourceQuota/${metadata.name}`,
          problem: `is used up: ${status?.used[resource]} of ${hard} ${resource}; nothing that needs more of it can start`,
          run: `${kubectlForNodes(desired)} describe quota ${metadata.name}`,
        })),
    ),
};

const priorityClasses: Check = {
  name: 'priority-classes',
  title: 'The priority classes of the nodes exist',
  needs: ['priorityClasses'],
  judge: ({ desired, observed }) =>
    desired.workloads.flatMap(workload => {
      const { metadata, spec } = workload;
      const named = spec.template.spec.priorityClassName;
      return !named ||
        observed.priorityClasses.some(found => found.metadata.name === named)
        ? []
        : [
            {
              about: metadata.name,
              problem: `uses the PriorityClass ${named}, which does not exist`,
              run: 'kubectl get priorityclasses',
              covers: objectsOfNode(desired, workload),
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
  title: 'The storage classes of the volumes exist',
  needs: ['storageClasses'],
  judge: ({ desired, observed }) =>
    desired.workloads.flatMap(workload =>
      claimsOf(workload).flatMap(({ name, storageClassName: named }) => {
        const { metadata } = workload;
        const known = named
          ? observed.storageClasses.some(found => found.metadata.name === named)
          : observed.storageClasses.some(
              found =>
                found.metadata.annotations[
                  'storageclass.kubernetes.io/is-default-class'
                ] === 'true',
            );
        const key = `${keyOf(workload)}.${name}.storage.storageClassName`;
        return known
          ? []
          : [
              {
                about: metadata.name,
                problem: `uses ${
                  named
                    ? `the StorageClass ${named}, which does not exist`
                    : 'the default StorageClass, and there is none'
                }: its claim "${name}"`,
                run: `kubectl get storageclasses   # name one as ${key} in environments/${
                  desired.environment
                }.yaml, then ${deployCommand(desired)}`,
                covers: objectsOfNode(desired, workload),
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
