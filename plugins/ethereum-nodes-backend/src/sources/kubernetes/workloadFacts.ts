import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { digest } from '../digest';
import type {
  ContainerStatus,
  Pod,
  TemplateContainer,
  Workload,
} from './objects';

/** Of a pool with more pods, and of pods with more containers, those that come first by name. */
const MAX_PODS = 20;
const MAX_CONTAINERS = 8;
const MAX_VALUE_LENGTH = 300;

/** Its controller's own mark on the Deployment, counted up by each rollout. */
const DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision';

/**
 * What a node's workload is made of, as its API objects show: the revision and what it starts containers with, and of its pods
 * which they are and how often their containers have started.
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

/** Values of flags and variables may be secret, though they should not: a digest of them all tells that one changed. */
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

/** A restart is dated by the end of the run before: that is when callers noticed. */
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
