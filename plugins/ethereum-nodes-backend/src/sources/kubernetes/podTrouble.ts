import type { ContainerStatus, Pod } from './objects';

const imageReasons = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
];
const startingReasons = ['ContainerCreating', 'PodInitializing', ''];

/**
 * Why a pod does not do its work, in words that a person can act on.
 * @returns undefined when all its containers run
 */
export function podTrouble(pod: Pod): string | undefined {
  const { metadata, status } = pod;
  const name = `Pod ${metadata.name}`;
  if (metadata.deletionTimestamp) return `${name} is being stopped`;
  if (status.phase === 'Failed')
    return sentence(`${name} failed`, status.reason, status.message);
  const unscheduled = status.conditions.find(
    ({ type, status: met }) => type === 'PodScheduled' && met === 'False',
  );
  if (unscheduled)
    return sentence(
      `${name} finds no place to run`,
      unscheduled.message ?? unscheduled.reason,
    );

  const containers = [
    ...status.initContainerStatuses,
    ...status.containerStatuses,
  ];
  for (const container of containers) {
    const trouble = containerTrouble(container);
    if (trouble) return `${name}: ${trouble}`;
  }
  const init = status.initContainerStatuses.find(
    ({ name: container, state }) => state.running && !isSidecar(pod, container),
  );
  if (init)
    return `${name} is being prepared by its init container ${init.name}`;
  if (status.phase === 'Pending') return `${name} is starting`;
  return undefined;
}

function containerTrouble({
  name,
  image,
  restartCount,
  state,
  lastState,
}: ContainerStatus): string | undefined {
  const { waiting, terminated } = state;
  if (waiting?.reason === 'CrashLoopBackOff') {
    const { exitCode, reason, message } = lastState.terminated ?? {};
    const exit =
      exitCode === undefined
        ? undefined
        : `last exit code ${exitCode}${reason ? ` (${reason})` : ''}`;
    return sentence(
      `container ${name} keeps crashing, ${restartCount} restarts`,
      exit,
      message,
    );
  }
  if (waiting && imageReasons.includes(waiting.reason)) {
    return sentence(
      `image ${image} of container ${name} cannot be pulled`,
      waiting.reason,
      waiting.message,
    );
  }
  if (waiting && !startingReasons.includes(waiting.reason)) {
    return sentence(
      `container ${name} cannot start`,
      waiting.reason,
      waiting.message,
    );
  }
  if (terminated && terminated.exitCode !== 0) {
    return sentence(
      `container ${name} ended with exit code ${terminated.exitCode}`,
      terminated.reason,
      terminated.message,
    );
  }
  return undefined;
}

/** An init container that stays (Kubernetes 1.29 and newer) is part of the pod's work, not of its preparation. */
function isSidecar(pod: Pod, container: string): boolean {
  return pod.spec.initContainers.some(
    ({ name, restartPolicy }) =>
      name === container && restartPolicy === 'Always',
  );
}

function sentence(what: string, ...details: Array<string | undefined>): string {
  const parts = details
    .filter(detail => detail)
    .map(detail => String(detail).trim());
  const text = [what, ...parts].join(': ');
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
