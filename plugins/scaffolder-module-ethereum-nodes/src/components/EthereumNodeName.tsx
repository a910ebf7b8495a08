import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { Alert, Text } from '@backstage/ui';
import { useEffect } from 'react';
import { useEntitiesInUse } from '../hooks/useEntitiesInUse';
import type { NameState } from '../hooks/useEntitiesInUse';
import { hasProblem } from '../judgement';
import { useFormLanguage } from '../useFormLanguage';

/** Whether the answer to `name` is in use in the catalog, with links to what uses it. */
export function EthereumNodeName(
  props: FieldExtensionComponentProps<JsonObject>,
) {
  const { formContext, formData, onChange } = props;
  // What has no value is not validated.
  const isAbsent = formData === undefined;
  useEffect(() => {
    if (isAbsent) onChange({});
  });
  const answers = formContext?.formData ?? {};
  const { name } = answers;
  const isName = typeof name === 'string' && !hasProblem(answers, 'name');
  const state = useEntitiesInUse(isName ? name : undefined);
  return (
    <div role="status">{isName && <State state={state} name={name} />}</div>
  );
}

function State({ state, name }: { state: NameState; name: string }) {
  const { t } = useFormLanguage();
  if (state.status === 'checked' && state.entities.length > 0) {
    return (
      <Alert
        status="warning"
        icon
        title={t('name.taken', { name })}
        description={
          <>
            {state.entities.map((entity, index) => (
              <span key={`${entity.kind} ${entity.metadata.name}`}>
                {index > 0 && ', '}
                <EntityRefLink entityRef={entity} target="_blank" />
              </span>
            ))}
          </>
        }
      />
    );
  }
  return (
    <Text as="p" variant="body-small">
      {state.status === 'checking' && t('name.checking')}
      {state.status === 'checked' && t('name.free', { name })}
      {state.status === 'failed' && t('name.failed', { reason: state.reason })}
    </Text>
  );
}
