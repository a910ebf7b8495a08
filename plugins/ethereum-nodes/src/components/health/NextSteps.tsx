import type { Entity } from '@backstage/catalog-model';
import { Link, Text } from '@backstage/ui';
import {
  ANNOTATION_EXECUTION_URL,
  type EthereumNodeDetail,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEntityTabPath } from '../../hooks/useEntityTabPath';
import { useMessages } from '../../hooks/useMessages';
import { commandsFor, endpointOf } from '../../runbook/commands';
import { kubernetesRouteRef } from '../../routes';
import { Panel } from '../shared/Panel';
import { CommandLine } from './CommandLine';
import { EndpointHint } from './EndpointHint';
import { NodeLinks } from './NodeLinks';
import { RepositoryLinks } from './RepositoryLinks';
import styles from './NextSteps.module.css';

/** Runbook of the node's state, with commands that contain the names of the node. */
export function NextSteps(props: {
  node: EthereumNodeDetail;
  entity?: Entity;
}) {
  const { node, entity } = props;
  const { t } = useMessages();
  return (
    <Panel title={t('next.title')}>
      <div className={styles.next}>
        <div className={styles.part}>
          <Text as="p">{t(`runbook.${node.state}.meaning`)}</Text>
          <Steps steps={t(`runbook.${node.state}.steps`).split('\n')} />
          <NodeLinks node={node} />
          {node.entityRef !== undefined && (
            <RepositoryLinks entityRef={node.entityRef} />
          )}
        </div>
        <div className={styles.part}>
          {commandsFor(node).map(({ purpose, line }) => (
            <CommandLine
              key={purpose}
              purpose={t(`next.purpose.${purpose}`)}
              line={line}
              command={purpose}
            />
          ))}
          {node.source === 'static' && endpointOf(node) === undefined && (
            <EndpointHint node={node} />
          )}
          {node.source === 'annotation' && (
            <Text as="p" variant="body-small" color="secondary">
              {t('next.endpointDeclared', {
                annotation: ANNOTATION_EXECUTION_URL,
                entityRef: node.entityRef ?? '',
              })}
            </Text>
          )}
          {entity && node.source === 'kubernetes' && (
            <KubernetesLink entity={entity} />
          )}
        </div>
      </div>
    </Panel>
  );
}

function Steps(props: { steps: string[] }) {
  const { steps } = props;
  if (steps.length === 1) {
    return <Text as="p">{steps[0]}</Text>;
  }
  return (
    <ol className={styles.steps}>
      {steps.map(step => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

/** Annotations for which the Kubernetes plugin shows its tab. */
const kubernetesAnnotations = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
];

function KubernetesLink(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useMessages();
  const path = useEntityTabPath(kubernetesRouteRef);
  if (
    path === undefined ||
    !kubernetesAnnotations.some(name => entity.metadata.annotations?.[name])
  ) {
    return null;
  }
  return <Link href={path}>{t('next.kubernetes')}</Link>;
}
