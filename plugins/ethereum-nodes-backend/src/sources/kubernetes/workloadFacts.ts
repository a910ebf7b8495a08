import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { digest } from '../digest';
import type {
  ContainerStatus,
  Pod,
  TemplateContainer,
  Workload,
} from './objects';

/** Of more pods or containers, the first by name are used. */
const MAX_PODS = 20;
const MAX_CONTAINERS = 8;
const MAX_VALUE_LENGTH = 300;

/** Annotation of the Deployment controller, incremented by each rollout. */
const DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision';

/**
 * Facts of a node's workload: its revision, images and container configuration, and the identities and restarts of its pods.
 */
export function workloadFacts(workload: Workload, pods: Pod[]): NodeFact[] {
  const ofPods = [...pods]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .slice(0, MAX_PODS);
  return [
    ...revisionFacts(workload, pods),
    ...templateFacts(workload),
    ...ofPods.flatMap(podFacts),
  ].map(fact => ({
    ...fact,
    subject: fact.subject.slice(0, 400),
    value: fact.value.slice(0, MAX_VALUE_LENGTH),
  }));
}

function revisionFacts(
  { metadata, status }: Workload,
  pods: Pod[],
): NodeFact[] {
  const value =
    status.updateRevision ?? metadata.annotations[DEPLOYMENT_REVISION];
  if (value === undefined) return [];
  const since = Math.min(
    ...pods
      .filter(pod => pod.metadata.labels['controller-revision-hash'] === value)
      .map(pod => parseTime(pod.metadata.creationTimestamp) ?? Infinity),
  );
  return [
    {
      kind: 'revision',
      subject: metadata.name,
      value,
      ...(Number.isFinite(since) && { since }),
    },
  ];
}

function templateFacts({ spec: { template } }: Workload): NodeFact[] {
  const { containers, initContainers } = template.spec;
  return [
    ...[...containers, ...initContainers]
      .slice(0, MAX_CONTAINERS)
      .flatMap(containerFacts),
    {
      kind: 'configuration',
      subject: 'pod/annotations',
      value: digest(Object.entries(template.metadata.annotations).sort()),
    },
  ];
}

/** Flags and variables may contain secrets, so only a digest of all of them is stored. */
function containerFacts(container: TemplateContainer): NodeFact[] {
  const { name, image, command, args, env, resources } = container;
  const configuration = {
    arguments: [command, args],
    environment: env,
    resources: [
      Object.entries(resources.limits).sort(),
      Object.entries(resources.requests).sort(),
    ],
  };
  return [
    { kind: 'image', subject: name, value: image },
    ...Object.entries(configuration).map(
      ([part, value]): NodeFact => ({
        kind: 'configuration',
        subject: `${name}/${part}`,
        value: digest(value),
      }),
    ),
  ];
}

function podFacts({ metadata, status }: Pod): NodeFact[] {
  const { name, uid, creationTimestamp } = metadata;
  const containers = [
    ...status.containerStatuses,
    ...status.initContainerStatuses,
  ].slice(0, MAX_CONTAINERS);
  const starts = containers.map(container => restartFact(name, container));
  return uid === undefined
    ? starts
    : [
        {
          kind: 'pod',
          subject: name,
          value: uid,
          since: parseTime(creationTimestamp),
        },
        ...starts,
      ];
}

/** A restart is dated by the end of the previous run, when callers noticed it. */
function restartFact(pod: string, container: ContainerStatus): NodeFact {
  const { name, restartCount, state, lastState } = container;
  const ended = lastState.terminated ?? state.terminated;
  return {
    kind: 'restart',
    subject: `${pod}/${name}`,
    value: String(restartCount),
    since: parseTime(ended?.finishedAt) ?? parseTime(state.running?.startedAt),
    ...(ended && {
      cause: `${ended.reason ?? 'Error'} (${ended.exitCode})`.slice(0, 300),
    }),
  };
}

function parseTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) || time < 0 ? undefined : time;
}
