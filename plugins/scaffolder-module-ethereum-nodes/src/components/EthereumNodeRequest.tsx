import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Button, Text, TextAreaField } from '@backstage/ui';
import { requestProblemLines } from '@nodeyard/blueprint/form';
import { useEffect, useState } from 'react';
import { usePresentRequest } from '../hooks/usePresentRequest';
import { useFormLanguage } from '../useFormLanguage';
import styles from './EthereumNodeRequest.module.css';
import { Findings } from './Findings';

/** The request of a repository as YAML, read from the repository of the answer to `entity`, with its problems while it is edited. */
export function EthereumNodeRequest(
  props: FieldExtensionComponentProps<string>,
) {
  const {
    formContext,
    formData = '',
    onChange,
    schema,
    rawErrors = [],
  } = props;
  const { t, language } = useFormLanguage();
  const entity = formContext?.formData?.entity;
  const entityRef = typeof entity === 'string' ? entity : undefined;
  const { state, retry } = usePresentRequest(entityRef);
  const [isEdited, setEdited] = useState(formData !== '');
  const present = state.status === 'known' ? state.value : undefined;
  useEffect(() => {
    if (present && !isEdited) onChange(present.request);
    // A new request of the same repository is not taken over an edit.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [present, isEdited]);
  const problems =
    formData === ''
      ? []
      : requestProblemLines(formData, { now: new Date() }, language);
  return (
    <>
      <div role="status">
        <Text as="p" variant="body-small">
          {state.status === 'known' &&
            t('change.written', { version: state.value.version })}
          {state.status === 'failed' &&
            t('change.failed', { reason: state.reason })}
          {state.status !== 'known' &&
            state.status !== 'failed' &&
            t(`change.${state.status}`)}
        </Text>
      </div>
      {state.status === 'failed' && (
        <div>
          <Button variant="secondary" onPress={retry}>
            {t('files.retry')}
          </Button>
        </div>
      )}
      <TextAreaField
        label={schema.title ?? ''}
        className={styles.request}
        rows={24}
        value={formData}
        isInvalid={problems.length > 0 || rawErrors.length > 0}
        spellCheck="false"
        onChange={text => {
          setEdited(true);
          onChange(text);
        }}
      />
      {present && isEdited && formData !== present.request && (
        <div>
          <Button
            variant="secondary"
            onPress={() => {
              setEdited(false);
              onChange(present.request);
            }}
          >
            {t('change.reset')}
          </Button>
        </div>
      )}
      <div role="status">
        <Findings
          status="warning"
          title={t('change.refused')}
          lines={problems}
        />
      </div>
    </>
  );
}
