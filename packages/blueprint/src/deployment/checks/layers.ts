import type { Check } from '../check';
import type { Claim, Event, LayerWorkload } from '../objects';
import { matches } from '../objects';
import type { Deployment, Wanted } from '../seen';
import { condition, deployLayer, kubectlIn, minutesSince } from './lookup';

/** Minutes in which an event still says something about now. */
const RecentMinutes = 30;

/** What changes with the version of the chart, and guards nothing. */
const bookkeeping = /^(app\.kubernetes\.io\/|helm\.sh\/chart$)/;

/** As in `Deployment/observability/grafana`. */
const nameOf = (kind: string, metadata: { namespace?: string; name: string }) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

const namespaces: Check = {
  name: 'namespaces',
  title: 'Every namespace has the labels that its layer gives it',
  needs: ['namespaces'],
  judge: ({ wanted, seen }) =>
    wanted.beneath
      .filter(({ kind }) => kind === 'Namespace')
      .flatMap(({ metadata }) => {
        const about = `Namespace/${metadata.name}`;
        const run = deployLayer(wanted, 'infrastructure');
        const live = seen.namespaces.find(
          candidate => candidate.metadata.name === metadata.name,
        );
        if (!live) return [{ about, problem: 'does not exist', run }];
        const asked = { ...metadata.labels, ...metadata.annotations };
        const has = { ...live.metadata.labels, ...live.metadata.annotations };
        const lacking = Object.entries(asked)
          .filter(
            ([key, value]) => !bookkeeping.test(key) && has[key] !== value,
          )
          .map(([key, value]) => `${key}=${value}`);
        return lacking.length === 0
          ? []
          : [{ about, problem: `lacks ${lacking.join(', ')}`, run }];
      }),
};

const releases: Check = {
  name: 'releases',
  title: 'Helm has finished every release',
  needs: ['releases'],
  judge: ({ wanted, seen }) =>
    wanted.releases.flatMap(({ name, namespace, layer }) => {
      const about = `Release/${namespace}/${name}`;
      const last = seen.releases.find(
        live => live.name === name && live.namespace === namespace,
      );
      const run = deployLayer(wanted, layer);
      // Nodes that were never deployed are found one by one.
      if (!last)
        return layer === 'ethereum'
          ? []
          : [{ about, problem: `of the layer ${layer} is not deployed`, run }];
      const { status, revision } = last;
      if (status === 'deployed') return [];
      const helm = `helm ${
        wanted.context ? `--kube-context ${wanted.context} ` : ''
      }-n ${namespace}`;
      const undo =
        revision === 1
          ? `${helm} uninstall ${name}`
          : `${helm} rollback ${name}`;
      return [
        {
          about,
          problem: `is "${status}" at revision ${revision}: Helm has not finished it${
            status.startsWith('pending')
              ? ', and refuses another deployment'
              : ''
          }`,
          run: status.startsWith('pending') ? `${undo}   # then ${run}` : run,
        },
      ];
    }),
};

/** Of the last half an hour, about one object. */
const recentEvents = (
  { seen, now }: Deployment,
  namespace: string | undefined,
  reason: RegExp,
  isAbout: (name: string) => boolean,
): Event[] =>
  seen.layers.events.filter(
    event =>
      event.metadata.namespace === namespace &&
      reason.test(event.reason ?? '') &&
      isAbout(event.involvedObject.name ?? '') &&
      (minutesSince(event.lastTimestamp ?? event.eventTime, now) ?? Infinity) <
        RecentMinutes,
  );

const podsOf = ({ seen }: Deployment, { metadata, spec }: LayerWorkload) =>
  seen.layers.pods.filter(
    pod =>
      pod.metadata.namespace === metadata.namespace &&
      matches(spec.selector.matchLabels, pod.metadata.labels),
  );

/** Why a claim can never have a volume; undefined where it only waits for its pod. */
function hopeless(deployment: Deployment, claim: Claim): string | undefined {
  const { storageClasses } = deployment.seen;
  const named = claim.spec.storageClassName;
  if (!named)
    return 'asks for a volume of the default StorageClass, and there is none';
  if (!storageClasses.some(({ metadata }) => metadata.name === named))
    return `asks for a volume of the StorageClass ${named}, which does not exist`;
  const { namespace, name } = claim.metadata;
  const [failure] = recentEvents(
    deployment,
    namespace,
    /^ProvisioningFailed$/,
    about => about === name,
  );
  return failure && `gets no volume: ${failure.message ?? ''}`;
}

const claims: Check = {
  name: 'layer-volumes',
  title: 'Every volume of the layers beneath the nodes can be had',
  needs: ['layers', 'storageClasses'],
  judge: deployment => {
    const { wanted, seen } = deployment;
    return seen.layers.claims
      .filter(({ status }) => status.phase === 'Pending')
      .flatMap(claim => {
        const problem = hopeless(deployment, claim);
        const { namespace, name } = claim.metadata;
        return problem === undefined
          ? []
          : [
              {
                about: nameOf('PersistentVolumeClaim', claim.metadata),
                problem,
                run: `kubectl get storageclasses   # name one in environments/${wanted.environment}.yaml: docs/platform.md, "Storage"`,
                explains: seen.layers.workloads
                  .filter(workload =>
                    podsOf(deployment, workload).some(({ spec }) =>
                      spec.volumes.some(
                        ({ persistentVolumeClaim }) =>
                          persistentVolumeClaim?.claimName === name,
                      ),
                    ),
                  )
                  .filter(({ metadata }) => metadata.namespace === namespace)
                  .map(({ kind, metadata }) => nameOf(kind, metadata)),
              },
            ];
      });
  },
};

/** How many pods a workload should have, and how many are ready. */
const countsOf = ({ kind, spec, status }: LayerWorkload): [number, number] =>
  kind === 'DaemonSet'
    ? [status.desiredNumberScheduled, status.numberReady]
    : [
        spec.replicas ?? 1,
        // While a Deployment changes, pods of before it count as ready.
        Math.min(
          status.readyReplicas,
          (spec.replicas ?? 1) - status.unavailableReplicas,
        ),
      ];

/** Those with fewer ready pods than they should have. */
const unready = ({ seen }: Deployment) =>
  seen.layers.workloads.filter(workload => {
    const [asked, ready] = countsOf(workload);
    return ready < asked;
  });

const describe = (wanted: Wanted, { kind, metadata }: LayerWorkload) =>
  `${kubectlIn(
    wanted,
    metadata.namespace ?? '',
  )} describe ${kind.toLowerCase()} ${metadata.name}`;

const admission: Check = {
  name: 'layer-admission',
  title: 'The cluster admits every pod of the layers beneath the nodes',
  needs: ['layers'],
  judge: deployment =>
    unready(deployment).flatMap(workload => {
      const { kind, metadata } = workload;
      // A Deployment's pods are made by a ReplicaSet, whose name goes on.
      const [refusal] = recentEvents(
        deployment,
        metadata.namespace,
        /^FailedCreate$/,
        about =>
          about === metadata.name || about.startsWith(`${metadata.name}-`),
      );
      const [asked] = countsOf(workload);
      return !refusal || podsOf(deployment, workload).length >= asked
        ? []
        : [
            {
              about: nameOf(kind, metadata),
              problem: `gets no pod: ${refusal.message ?? ''}`,
              run: `${describe(
                deployment.wanted,
                workload,
              )}   # Pod Security of its namespace: docs/platform.md, "Namespaces"`,
            },
          ];
    }),
};

const ready: Check = {
  name: 'layer-pods',
  title: 'Every pod of the layers beneath the nodes is ready',
  needs: ['layers'],
  judge: deployment =>
    unready(deployment).map(workload => {
      const { kind, metadata } = workload;
      const [asked, has] = countsOf(workload);
      return {
        about: nameOf(kind, metadata),
        problem: `has ${has} of ${asked} pods ready${why(
          deployment,
          workload,
        )}`,
        run: describe(deployment.wanted, workload),
      };
    }),
};

/** What the first of its pods waits for. */
function why(deployment: Deployment, workload: LayerWorkload): string {
  for (const { metadata, status } of podsOf(deployment, workload)) {
    const placed = condition(status.conditions, 'PodScheduled');
    if (placed?.status === 'False')
      return `: ${metadata.name} finds no machine, ${placed.message ?? ''}`;
    const container = [
      ...status.initContainerStatuses,
      ...status.containerStatuses,
    ].find(({ ready: isReady, state }) => !isReady && !state.terminated);
    const waits = container?.state.waiting;
    if (container)
      return `: ${metadata.name} waits for ${container.name}, ${
        waits
          ? `${waits.reason} ${waits.message ?? ''}`.trim()
          : 'which is not ready'
      }`;
  }
  return '';
}

export const namespaceChecks: readonly Check[] = [namespaces];
export const layerChecks: readonly Check[] = [
  releases,
  claims,
  admission,
  ready,
];
