import { ResponseErrorPanel } from '@backstage/core-components';
import { Alert, Button, Flex } from '@backstage/ui';
import { isForbidden } from '../../errors/isForbidden';
import { useMessages } from '../../hooks/useMessages';

/** Error of a request: names the missing permission, or shows the message of the backend. */
export function Failure(props: {
  title: string;
  error: Error;
  permission: string;
  onRetry: () => void;
}) {
  const { title, error, permission, onRetry } = props;
  const { t } = useMessages();
  if (isForbidden(error)) {
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
