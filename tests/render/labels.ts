import {
  ANNOTATION_ENTITY_REF,
  ANNOTATION_OWNER,
  HEALTH_PORT_NAME,
  LABEL_CONSENSUS_CLIENT,
  LABEL_EXECUTION_CLIENT,
  LABEL_NETWORK,
  LABEL_NODE,
  LABEL_ROLE,
} from '../../plugins/ethereum-nodes-common/src/annotations';
import type { Workload } from './manifests';

/** Label by which Backstage's Kubernetes plugin selects the objects of an entity. */
const LABEL_KUBERNETES_ID = 'backstage.io/kubernetes-id';

const podLabels = [
  LABEL_NETWORK,
  LABEL_NODE,
  LABEL_ROLE,
  LABEL_EXECUTION_CLIENT,
  LABEL_CONSENSUS_CLIENT,
  LABEL_KUBERNETES_ID,
];
const workloadAnnotations = [ANNOTATION_ENTITY_REF, ANNOTATION_OWNER];

/** Labels, annotations and the sidecar's port that Backstage requires and a workload lacks. */
export function missingForBackstage({ metadata, spec }: Workload): string[] {
  const { template } = spec;
  const { containers, initContainers } = template.spec;
  const ports = [...initContainers, ...containers].flatMap(container =>
    container.ports.map(port => port.name),
  );
  return [
    ...podLabels
      .filter(label => !metadata.labels?.[label])
      .map(label => `label ${label}`),
    ...podLabels
      .filter(label => !template.metadata.labels?.[label])
      .map(label => `label ${label} of the pod`),
    ...workloadAnnotations
      .filter(annotation => !metadata.annotations?.[annotation])
      .map(annotation => `annotation ${annotation}`),
    ...(ports.includes(HEALTH_PORT_NAME) ? [] : [`port ${HEALTH_PORT_NAME}`]),
  ];
}
