import type { Check } from '../check';
import type { Claim, Event, LayerWorkload } from '../objects';
import { matches } from '../objects';
import type { Deployment, DesiredState } from '../state';
import { findCondition, kubectlForNamespace, minutesSince } from './lookup';

/** Age up to which an event is relevant. */
const RECENT_MINUTES = 30;

/** As in `Deployment/observability/grafana`. */
const nameOf = (kind: string, metadata: { namespace?: string; name: string }) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

/** Events of the last half hour about one object. */
const recentEvents = (
  { observed, now }: Deployment,
  namespace: string | undefined,
  reason: RegExp,
  isAbout: (name: string) => boolean,
): Event[] =>
  observed.layers.events.filter(
    event =>
      event.metadata.namespace === namespace &&
      reason.test(event.reason ?? '') &&
      isAbout(event.involvedObject.name ?? '') &&
      (minutesSince(event.lastTimestamp ?? event.eventTime, now) ?? Infinity) <
        RECENT_MINUTES,
  );

const podsOf = ({ observed }: Deployment, { metadata, spec }: LayerWorkload) =>
  observed.layers.pods.filter(
    pod =>
      pod.metadata.namespace === metadata.namespace &&
      matches(spec.selector.matchLabels, pod.metadata.labels),
  );

/** Why a claim cannot be bound; undefined while it waits for its pod. */
function unbindableReason(
  deployment: Deployment,
  claim: Claim,
): string | undefined {
  const { storageClasses } = deployment.observed;
  const named = claim.spec.storageClassName;
  if (named === undefined) {
    return 'uses the default StorageClass, and there is none';
  }
  // An empty class is for volumes that are provisioned by hand.
  if (
    named !== '' &&
    !storageClasses.some(({ metadata }) => metadata.name === named)
  ) {
    return `uses the StorageClass ${named}, which does not exist`;
  }
  const { namespace, name } = claim.metadata;
  const [failure] = recentEvents(
    deployment,
    namespace,
    /^ProvisioningFailed$/,
    about => about === name,
  );
  return failure && `cannot be provisioned: ${failure.message ?? ''}`;
}

/** Where the environment's file names the class of a layer's claims. */
const classKeys: Readonly<Record<string, string>> = {
  observability: 'platform.observability.storage.storageClassName',
  'local-registry': 'platform.registry.values.storage.storageClassName',
};

/** The key of the layer that deploys into a namespace, if it has one. */
function asKey(
  { releases }: DesiredState,
  namespace: string | undefined,
): string {
  const keys = releases
    .filter(release => release.namespace === namespace)
    .flatMap(({ layer }) => classKeys[layer] ?? []);
  return keys.length > 0 ? ` as ${keys[0]}` : '';
}

const claims: Check = {
  name: 'layer-volumes',
  title: 'Every volume of the platform layers can be provisioned',
  needs: ['layers', 'storageClasses'],
  judge: deployment => {
    const { desired, observed } = deployment;
    return observed.layers.claims
      .filter(({ status }) => status.phase === 'Pending')
      .flatMap(claim => {
        const problem = unbindableReason(deployment, claim);
        const { namespace, name } = claim.metadata;
        return problem === undefined
          ? []
          : [
              {
                about: nameOf('PersistentVolumeClaim', claim.metadata),
                problem,
                run: `kubectl get storageclasses   # name one in environments/${
                  desired.environment
                }.yaml${asKey(
                  desired,
                  namespace,
                )}: docs/platform.md, "Storage"`,
                covers: observed.layers.workloads
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

/** Desired and ready pods of a workload. */
const replicaCounts = ({
  kind,
  spec,
  status,
}: LayerWorkload): [number, number] =>
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

/** Workloads with fewer ready pods than desired. */
const unreadyWorkloads = ({ observed }: Deployment) =>
  observed.layers.workloads.filter(workload => {
    const [asked, ready] = replicaCounts(workload);
    return ready < asked;
  });

const describe = (desired: DesiredState, { kind, metadata }: LayerWorkload) =>
  `${kubectlForNamespace(
    desired,
    metadata.namespace ?? '',
  )} describe ${kind.toLowerCase()} ${metadata.name}`;

const admission: Check = {
  name: 'layer-admission',
  title: 'The cluster admits every pod of the platform layers',
  needs: ['layers'],
  judge: deployment =>
    unreadyWorkloads(deployment).flatMap(workload => {
      const { kind, metadata } = workload;
      // A Deployment's pods are made by a ReplicaSet, whose name goes on.
      const [refusal] = recentEvents(
        deployment,
        metadata.namespace,
        /^FailedCreate$/,
        about =>
          about === metadata.name || about.startsWith(`${metadata.name}-`),
      );
      const [asked] = replicaCounts(workload);
      return !refusal || podsOf(deployment, workload).length >= asked
        ? []
        : [
            {
              about: nameOf(kind, metadata),
              problem: `gets no pod: ${refusal.message ?? ''}`,
              run: `${describe(
                deployment.desired,
                workload,
              )}   # Pod Security of its namespace: docs/platform.md, "Namespaces"`,
            },
          ];
    }),
};

const ready: Check = {
  name: 'layer-pods',
  title: 'Every pod of the platform layers is ready',
  needs: ['layers'],
  judge: deployment =>
    unreadyWorkloads(deployment).map(workload => {
      const { kind, metadata } = workload;
      const [asked, has] = replicaCounts(workload);
      return {
        about: nameOf(kind, metadata),
        problem: `has ${has} of ${asked} pods ready${firstBlocker(
          deployment,
          workload,
        )}`,
        run: describe(deployment.desired, workload),
      };
    }),
};

/** What the first pod that is not ready waits for. */
function firstBlocker(deployment: Deployment, workload: LayerWorkload): string {
  for (const { metadata, status } of podsOf(deployment, workload)) {
    const placed = findCondition(status.conditions, 'PodScheduled');
    if (placed?.status === 'False') {
      return `: ${metadata.name} is unschedulable, ${placed.message ?? ''}`;
    }
    const container = [
      ...status.initContainerStatuses,
      ...status.containerStatuses,
    ].find(({ ready: isReady, state }) => !isReady && !state.terminated);
    const waits = container?.state.waiting;
    if (container) {
      return `: ${metadata.name} waits for ${container.name}, ${
        waits
          ? `${waits.reason} ${waits.message ?? ''}`.trim()
          : 'which is not ready'
      }`;
    }
  }
  return '';
}

export const layerChecks: readonly Check[] = [claims, admission, ready];
