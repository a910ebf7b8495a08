import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import type { ContainerStatus, Pod } from './objects';

const IMAGE_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
];
const STARTING_REASONS = ['ContainerCreating', 'PodInitializing', ''];

/** Maximum length of details from the API server. */
const MAX_DETAILS_LENGTH = 300;

/**
 * Actionable reason why a pod does not run.
 * @returns undefined if all its containers run
 */
export function podTrouble(pod: Pod): Message | undefined {
  const { metadata, status } = pod;
  const { name } = metadata;
  if (metadata.deletionTimestamp) return say('pod-stopping', { pod: name });
  if (status.phase === 'Failed') {
    return withDetails(
      say('pod-failed', { pod: name }),
      status.reason,
      status.message,
    );
  }
  const unscheduled = status.conditions.find(
    ({ type, status: met }) => type === 'PodScheduled' && met === 'False',
  );
  if (unscheduled) {
    return withDetails(
      say('pod-unscheduled', { pod: name }),
      unscheduled.message ?? unscheduled.reason,
    );
  }

  const containers = [
    ...status.initContainerStatuses,
    ...status.containerStatuses,
  ];
  for (const container of containers) {
    const trouble = containerTrouble(name, container);
    if (trouble) return trouble;
  }
  const init = status.initContainerStatuses.find(
    ({ name: container, state }) => state.running && !isSidecar(pod, container),
  );
  if (init) return say('pod-preparing', { pod: name, container: init.name });
  if (status.phase === 'Pending') return say('pod-starting', { pod: name });
  return undefined;
}

function containerTrouble(
  pod: string,
  { name, image, restartCount, state, lastState }: ContainerStatus,
): Message | undefined {
  const { waiting, terminated } = state;
  const container = { pod, container: name };
  if (waiting?.reason === 'CrashLoopBackOff') {
    return withDetails(
      crashLoop({ ...container, restarts: restartCount }, lastState),
      lastState.terminated?.message,
    );
  }
  if (waiting && IMAGE_REASONS.includes(waiting.reason)) {
    return withDetails(
      say('image-not-pulled', { ...container, image }),
      waiting.reason,
      waiting.message,
    );
  }
  if (waiting && !STARTING_REASONS.includes(waiting.reason)) {
    return withDetails(
      say('container-not-starting', container),
      waiting.reason,
      waiting.message,
    );
  }
  if (terminated && terminated.exitCode !== 0) {
    return withDetails(
      say('container-ended', { ...container, exitCode: terminated.exitCode }),
      terminated.reason,
      terminated.message,
    );
  }
  return undefined;
}

function crashLoop(
  of: { pod: string; container: string; restarts: number },
  { terminated }: ContainerStatus['lastState'],
): Message {
  if (terminated === undefined) return say('container-crashing', of);
  const { exitCode, reason } = terminated;
  return reason
    ? say('container-crashing-reason', { ...of, exitCode, reason })
    : say('container-crashing-exit', { ...of, exitCode });
}

/** A native sidecar (Kubernetes 1.29 and newer) is an init container that keeps running. */
function isSidecar(pod: Pod, container: string): boolean {
  return pod.spec.initContainers.some(
    ({ name, restartPolicy }) =>
      name === container && restartPolicy === 'Always',
  );
}

/** Adds details from the API server, if there are any. */
function withDetails(
  sentence: Message,
  ...texts: Array<string | undefined>
): Message {
  const text = texts.flatMap(detail => detail?.trim() || []).join(': ');
  if (text === '') return sentence;
  const details =
    text.length > MAX_DETAILS_LENGTH
      ? `${text.slice(0, MAX_DETAILS_LENGTH - 1)}…`
      : text;
  return say('with-details', { sentence, details });
}
