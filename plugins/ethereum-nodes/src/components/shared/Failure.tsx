import { ResponseErrorPanel } from '@backstage/core-components';
import { Alert, Button, Flex } from '@backstage/ui';
import { isDenial } from '../../access/isDenial';
import { useMessages } from '../../hooks/useMessages';

/** Why something could not be shown: a missing permission by its name, everything else in the backend's words. */
export function Failure(props: {
  title: string;
  error: Error;
  permission: string;
  onRetry: () => void;
}) {
  const { title, error, permission, onRetry } = props;
  const { t } = useMessages();
  if (isDenial(error)) {
    return (
      <Alert
        status="warning"
        icon
        title={t('denied.title')}
        description={t('denied.text', { permission })}
      />
    );
  }
  return (
    <Flex direction="column" gap="3" align="start">
      <ResponseErrorPanel title={`${title}: ${error.message}`} error={error} />
      <Button variant="secondary" onPress={onRetry}>
        {t('error.retry')}
      </Button>
    </Flex>
  );
}
