import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { Alert, Text } from '@backstage/ui';
import { useEffect, useMemo } from 'react';
import { judge, reviewed } from '../judgement';
import { configuredPrices } from '../prices';
import { useFormLanguage } from '../useFormLanguage';
import type { PlanOptions } from '../validation';
import styles from './EthereumNodePlan.module.css';

/**
 * What the answers of the form ask for, or why that cannot be had; what the review is to list is the field's value.
 *
 * On a step before the last it shows nothing: its validation reports problems when the user presses Next.
 */
export function EthereumNodePlan(
  props: FieldExtensionComponentProps<JsonObject, PlanOptions>,
) {
  const { formContext, formData, onChange, rawErrors, uiSchema } = props;
  const { t, language } = useFormLanguage();
  const config = useApi(configApiRef);
  const asks = uiSchema['ui:options']?.asks;
  const judgement = useMemo(
    () =>
      asks
        ? undefined
        : judge(
            formContext?.formData ?? {},
            undefined,
            language,
            configuredPrices(config),
          ),
    [formContext?.formData, asks, config, language],
  );
  // What has no value is not validated.
  const value = judgement
    ? reviewed(judgement, t('plan.notes'))
    : formData ?? {};
  const isNews = JSON.stringify(value) !== JSON.stringify(formData);
  useEffect(() => {
    if (isNews) onChange(value);
  });
  if (!judgement) return null;

  const { problems, figures, notes } = judgement;
  return (
    <div className={styles.plan}>
      {problems.length > 0 && !rawErrors?.length && (
        <Alert
          status="warning"
          title={t('plan.refused')}
          description={<Lines lines={problems} />}
        />
      )}
      {figures.length > 0 && (
        <>
          <Text as="h3" variant="title-x-small" weight="bold">
            {t('plan.title')}
          </Text>
          <dl className={styles.figures}>
            {figures.map(({ title, text }) => (
              <div key={`${title} ${text}`} className={styles.figure}>
                <dt>
                  <Text>{title}</Text>
                </dt>
                <dd>
                  <Text>{text}</Text>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {notes.length > 0 && (
        <Alert
          status="info"
          title={t('plan.notes')}
          description={<Lines lines={notes} />}
        />
      )}
    </div>
  );
}

function Lines(props: { lines: readonly string[] }) {
  return (
    <ul className={styles.lines}>
      {props.lines.map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
