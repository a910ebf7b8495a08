import type { Check } from '../check';
import type { Claim, Event, LayerWorkload } from '../objects';
import { matches } from '../objects';
import type { Deployment, Wanted } from '../seen';
import { condition, kubectlIn, minutesSince } from './lookup';

/** Minutes in which an event still says something about now. */
const RecentMinutes = 30;

/** As in `Deployment/observability/grafana`. */
const nameOf = (kind: string, metadata: { namespace?: string; name: string }) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

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
  if (named === undefined)
    return 'asks for a volume of the default StorageClass, and there is none';
  // The empty one is for volumes that are made by hand.
  if (
    named !== '' &&
    !storageClasses.some(({ metadata }) => metadata.name === named)
  )
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

/** Where the environment's file names the class of a layer's claims. */
const classKeys: Readonly<Record<string, string>> = {
  observability: 'platform.observability.storage.storageClassName',
  'local-registry': 'platform.registry.values.storage.className',
};

/** The key of the layer that deploys into a namespace, if it has one. */
function asKey({ releases }: Wanted, namespace: string | undefined): string {
  const keys = releases
    .filter(release => release.namespace === namespace)
    .flatMap(({ layer }) => classKeys[layer] ?? []);
  return keys.length > 0 ? ` as ${keys[0]}` : '';
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
                run: `kubectl get storageclasses   # name one in environments/${
                  wanted.environment
                }.yaml${asKey(wanted, namespace)}: docs/platform.md, "Storage"`,
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

export const layerChecks: readonly Check[] = [claims, admission, ready];
