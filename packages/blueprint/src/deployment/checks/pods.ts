import type { Check, Finding } from '../check';
import type { ContainerStatus, Pod } from '../objects';
import {
  findCondition,
  kubectlForNodes,
  minutesSince,
  nodesOf,
  podsOf,
} from './lookup';

/** Restarts of a container that are tolerated. */
const TOLERATED_RESTARTS = 3;
/** Age up to which the termination of a container is relevant. */
const RECENT_MINUTES = 60;
/** Minutes that a pod may exceed its grace period, which is part of the deletion timestamp. */
const OVERDUE_MINUTES = 0.25;

const pullReasons = [
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
];

const containersOf = ({ status }: Pod) => [
  ...status.initContainerStatuses,
  ...status.containerStatuses,
];

/** One finding per container of a node for which `describe` returns a problem. */
const perContainer =
  (
    describe: (container: ContainerStatus, now: number) => string | undefined,
    show: (pod: string, container: string) => string,
  ) =>
  (deployment: Parameters<Check['judge']>[0]): Finding[] =>
    podsOf(deployment).flatMap(({ node, pod }) =>
      containersOf(pod).flatMap(container => {
        const problem = describe(container, deployment.now);
        const run = `${kubectlForNodes(deployment.desired)} ${show(
          pod.metadata.name,
          container.name,
        )}`;
        return problem === undefined
          ? []
          : [{ about: node.name, problem, run }];
      }),
    );

const deletions: Check = {
  name: 'deletions',
  title: 'No pod is stuck in termination',
  needs: ['pods'],
  judge: deployment =>
    podsOf(deployment).flatMap(({ node, pod }) => {
      const overdue =
        minutesSince(pod.metadata.deletionTimestamp, deployment.now) ?? -1;
      return overdue < OVERDUE_MINUTES
        ? []
        : [
            {
              about: node.name,
              problem: `waits for its pod ${
                pod.metadata.name
              }, which should have been gone ${Math.round(overdue * 60)} s ago`,
              run: `${kubectlForNodes(deployment.desired)} get pod ${
                pod.metadata.name
              } -o jsonpath='{.metadata.finalizers} {.spec.nodeName}'`,
            },
          ];
    }),
};

const created: Check = {
  name: 'pods',
  title: 'Every node has its pod',
  needs: ['pods', 'statefulSets', 'deployments'],
  judge: deployment =>
    nodesOf(deployment)
      .filter(
        ({ live, pods }) =>
          live !== undefined &&
          (live.spec.replicas ?? 1) > 0 &&
          pods.length === 0,
      )
      .map(({ name, kind }) => ({
        about: name,
        problem: 'has no pod: Kubernetes may not, or cannot, create it',
        run: `${kubectlForNodes(
          deployment.desired,
        )} describe ${kind.toLowerCase()} ${name}`,
      })),
};

const admission: Check = {
  name: 'admission',
  title: 'Pod Security refuses no pod of a node',
  needs: ['pods', 'statefulSets', 'deployments', 'events'],
  judge: deployment =>
    nodesOf(deployment)
      .filter(({ pods }) => pods.length === 0)
      .flatMap(({ name, live }) => {
        const refusal = deployment.observed.events.find(
          ({
            reason,
            message = '',
            involvedObject,
            lastTimestamp,
            eventTime,
          }) =>
            live !== undefined &&
            reason === 'FailedCreate' &&
            message.includes('violates PodSecurity') &&
            (involvedObject.name === name ||
              involvedObject.name?.startsWith(`${name}-`)) &&
            (minutesSince(lastTimestamp ?? eventTime, deployment.now) ??
              Infinity) < RECENT_MINUTES,
        );
        return refusal
          ? [
              {
                about: name,
                problem: `gets no pod: ${refusal.message}`,
                run: `kubectl get namespace ${deployment.desired.namespace} --show-labels   # what it takes: docs/platform.md, "Namespaces"`,
              },
            ]
          : [];
      }),
};

const scheduled: Check = {
  name: 'scheduled',
  title: 'Every pod is scheduled',
  needs: ['pods'],
  judge: deployment =>
    podsOf(deployment).flatMap(({ node, pod }) => {
      const placed = findCondition(pod.status.conditions, 'PodScheduled');
      return placed?.status !== 'False'
        ? []
        : [
            {
              about: node.name,
              problem: `is unschedulable: ${
                placed.message ?? placed.reason ?? 'no reason given'
              }`,
              run: `${kubectlForNodes(deployment.desired)} describe pod ${
                pod.metadata.name
              }`,
            },
          ];
    }),
};

const imagePulls: Check = {
  name: 'image-pulls',
  title: 'Every image can be pulled',
  needs: ['pods'],
  judge: perContainer(
    ({ name, state: { waiting } }) =>
      pullReasons.includes(waiting?.reason ?? '')
        ? `cannot get the image of ${name}: ${waiting?.reason} ${
            waiting?.message ?? ''
          }`.trim()
        : undefined,
    pod => `describe pod ${pod}`,
  ),
};

const creation: Check = {
  name: 'container-creation',
  title: 'Every container can be created',
  needs: ['pods'],
  judge: perContainer(
    ({ name, state: { waiting } }) =>
      [
        'CreateContainerConfigError',
        'CreateContainerError',
        'RunContainerError',
      ].includes(waiting?.reason ?? '')
        ? `cannot create the container ${name}: ${
            waiting?.message ?? waiting?.reason
          }`
        : undefined,
    pod => `describe pod ${pod}`,
  ),
};

const memory: Check = {
  name: 'memory',
  title: 'No container was OOM-killed within the hour',
  needs: ['pods'],
  judge: perContainer(
    ({ name, state, lastState }, now) => {
      const killed = [state.terminated, lastState.terminated].find(
        end => end?.reason === 'OOMKilled',
      );
      const minutes = minutesSince(killed?.finishedAt, now) ?? Infinity;
      return minutes < RECENT_MINUTES
        ? `had ${name} OOM-killed ${Math.round(
            minutes,
          )} min ago: raise ${name}.resources.limits.memory, or lower its caches`
        : undefined;
    },
    (pod, container) => `logs ${pod} -c ${container} --previous --tail=50`,
  ),
};

const history: Check = {
  name: 'history',
  title: 'Every volume has the desired history, or is being converted',
  needs: ['pods'],
  judge: perContainer(
    ({ name, state, lastState }) => {
      const end = state.terminated ?? lastState.terminated;
      const isOver = state.running !== undefined || (end?.exitCode ?? 0) === 0;
      return ['history', 'history-prune'].includes(name) && !isOver
        ? `does not start on its volume: ${
            end?.message?.trim() || `${name} ended with code ${end?.exitCode}`
          }`
        : undefined;
    },
    (pod, container) => `logs ${pod} -c ${container} --tail=20`,
  ),
};

const crashes: Check = {
  name: 'crashes',
  title: 'No container crashes repeatedly',
  needs: ['pods'],
  judge: perContainer(
    ({ name, restartCount, state, lastState }, now) => {
      const end = lastState.terminated ?? state.terminated;
      const minutes = minutesSince(end?.finishedAt, now) ?? Infinity;
      const loops = state.waiting?.reason === 'CrashLoopBackOff';
      return end &&
        (loops ||
          (restartCount >= TOLERATED_RESTARTS && minutes < RECENT_MINUTES))
        ? `has restarted ${name} ${restartCount} times; its last exit code is ${end.exitCode}`
        : undefined;
    },
    (pod, container) => `logs ${pod} -c ${container} --previous --tail=50`,
  ),
};

const running: Check = {
  name: 'running',
  title: 'Every container runs',
  needs: ['pods'],
  judge: deployment =>
    podsOf(deployment).flatMap(({ node, pod }) => {
      // The others wait for the first.
      const waiting = containersOf(pod).find(
        ({ state, ready }) =>
          state.running === undefined &&
          !ready &&
          state.terminated?.exitCode !== 0,
      );
      return waiting
        ? [
            {
              about: node.name,
              problem: `waits for ${waiting.name}: ${
                waiting.state.waiting?.reason ?? 'it has ended'
              }`,
              run: `${kubectlForNodes(deployment.desired)} describe pod ${
                pod.metadata.name
              }`,
            },
          ]
        : [];
    }),
};

export const podChecks: readonly Check[] = [
  deletions,
  admission,
  created,
  scheduled,
  imagePulls,
  creation,
  memory,
  history,
  crashes,
  running,
];
