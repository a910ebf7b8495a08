import type { Entity } from '@backstage/catalog-model';
import { Alert, Text } from '@backstage/ui';
import {
  ANNOTATION_ENTITY_REF,
  declaresNode,
  ethereumNodeReadPermission,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { sourceRepository } from '../../entity/sourceRepository';
import { useEntityProblem } from '../../hooks/useEntityProblem';
import { useMessages } from '../../hooks/useMessages';
import { shellWord } from '../../next/shellWord';
import { EmptyMessage } from '../shared/EmptyMessage';
import { CommandLine } from './CommandLine';
import styles from './NextSteps.module.css';

/**
 * What to do with an entity that no node reports for: its repository is written, and waits to be deployed. One that declares a
 * node by its URL waits for the next discovery, or is refused.
 */
export function DeployIt(props: { entity: Entity }) {
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
  const repository = sourceRepository(props.entity);
  const enter =
    repository?.kind === 'git'
      ? `git clone ${shellWord(repository.cloneUrl)} && cd ${shellWord(
          repository.folder,
        )}`
      : repository && `cd ${shellWord(repository.path)}`;
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
