import type { Entity } from '@backstage/catalog-model';
import { Alert, Text } from '@backstage/ui';
import {
  ANNOTATION_ENTITY_REF,
  declaresNode,
  ethereumNodeReadPermission,
  quoteShellWord,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { getSourceRepository } from '../../entity/getSourceRepository';
import { useEntityProblem } from '../../hooks/useEntityProblem';
import { useMessages } from '../../hooks/useMessages';
import { EmptyMessage } from '../shared/EmptyMessage';
import { CommandLine } from './CommandLine';
import styles from './NextSteps.module.css';

/**
 * Content for an entity without nodes: how to deploy its repository. If the entity declares a node by URL, that node appears
 * after the next discovery, or the URL is refused.
 */
export function DeployInstructions(props: { entity: Entity }) {
  const { t } = useMessages();
  const problem = useEntityProblem(props.entity);
  const declares = declaresNode(props.entity);
  if (problem !== undefined) {
    return (
      <Alert
        status="warning"
        icon
        title={t(declares ? 'deploy.refused' : 'deploy.problem')}
        description={problem}
      />
    );
  }
  if (declares) {
    return (
      <EmptyMessage title={t('empty.entityTitle')} text={t('deploy.awaited')} />
    );
  }
  const repository = getSourceRepository(props.entity);
  const enter =
    repository?.kind === 'git'
      ? `git clone ${quoteShellWord(
          repository.cloneUrl,
        )} && cd ${quoteShellWord(repository.folder)}`
      : repository && `cd ${quoteShellWord(repository.path)}`;
  return (
    <EmptyMessage
      title={t('empty.entityTitle')}
      text={t('deploy.text')}
      action={
        <div className={styles.part}>
          {enter && (
            <CommandLine
              purpose={t('deploy.enter')}
              line={enter}
              command="deploy"
            />
          )}
          <CommandLine
            purpose={t('deploy.tools')}
            line="make tools"
            command="deploy"
          />
          <CommandLine
            purpose={t('deploy.deploy')}
            line="make deploy-all ENV=ENVIRONMENT"
            command="deploy"
          />
          <Text as="p" variant="body-small" color="secondary">
            {t('deploy.after', {
              annotation: ANNOTATION_ENTITY_REF,
              permission: ethereumNodeReadPermission.name,
            })}
          </Text>
        </div>
      }
    />
  );
}
