import type { JsonObject } from '@backstage/types';
import { Alert, Button, Link, Text } from '@backstage/ui';
import type { RepositoryPreview } from '@nodeyard/blueprint/form';
import { usePreview } from '../hooks/usePreview';
import { useFormLanguage } from '../useFormLanguage';
import { FileTree } from './FileTree';

/** Files of the repository that the answers make, and whether the host has one of its name. */
export function Repository(props: { answers: JsonObject }) {
  const { t } = useFormLanguage();
  const { plan, ...answers } = props.answers;
  const { state, retry } = usePreview(answers);
  return (
    <>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('files.title')}
      </Text>
      <div role="status">
        {state.status === 'known' ? (
          <HostAnswer repository={state.value.repository} />
        ) : (
          <Text as="p">
            {state.status === 'failed'
              ? t('files.failed', { reason: state.reason })
              : t(
                  `files.${
                    state.status === 'waiting' ? 'loading' : state.status
                  }`,
                )}
          </Text>
        )}
      </div>
      {state.status === 'known' && <FileTree files={state.value.files} />}
      {state.status === 'failed' && (
        <div>
          <Button variant="secondary" onPress={retry}>
            {t('files.retry')}
          </Button>
        </div>
      )}
    </>
  );
}

function HostAnswer(props: { repository: RepositoryPreview['repository'] }) {
  const { t } = useFormLanguage();
  const { repository } = props;
  if (repository.state === 'free') return null;
  if (repository.state === 'unknown') {
    return (
      <Text as="p" variant="body-small">
        {t('files.unknown')}
      </Text>
    );
  }
  const { url } = repository;
  return (
    <Alert
      status="warning"
      icon
      title={t('files.taken')}
      description={
        url !== undefined && (
          <Link href={url} target="_blank">
            {url}
          </Link>
        )
      }
    />
  );
}
