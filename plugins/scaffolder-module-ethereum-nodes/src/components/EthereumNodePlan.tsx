import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { Text } from '@backstage/ui';
import { useEffect, useMemo } from 'react';
import type { PlanOptions } from '../fieldOptions';
import { judge, reviewed } from '../judgement';
import { configuredPrices } from '../prices';
import { useFormLanguage } from '../useFormLanguage';
import { AnswersSoFar } from './AnswersSoFar';
import styles from './EthereumNodePlan.module.css';
import { FigureList } from './FigureList';
import { Findings } from './Findings';
import { Repository } from './Repository';

/**
 * What the answers of the form ask for, or why that cannot be had; what the review is to list is the field's value.
 *
 * On a step before the last: what the answers so far need.
 */
export function EthereumNodePlan(
  props: FieldExtensionComponentProps<JsonObject, PlanOptions>,
) {
  const { formContext, formData, onChange, rawErrors, uiSchema } = props;
  const { t, language } = useFormLanguage();
  const config = useApi(configApiRef);
  const prices = useMemo(() => configuredPrices(config), [config]);
  const asks = uiSchema['ui:options']?.asks;
  const answers: JsonObject | undefined = formContext?.formData;
  const judgement = useMemo(
    () =>
      asks ? undefined : judge(answers ?? {}, undefined, language, prices),
    [answers, asks, prices, language],
  );
  // What has no value is not validated.
  const value = judgement
    ? reviewed(judgement, t('plan.notes'))
    : formData ?? {};
  const isNews = JSON.stringify(value) !== JSON.stringify(formData);
  useEffect(() => {
    if (isNews) onChange(value);
  });
  const hasErrors = Boolean(rawErrors?.length);
  if (!judgement) {
    return (
      <AnswersSoFar
        answers={answers ?? {}}
        asks={asks ?? []}
        prices={prices}
        hasErrors={hasErrors}
      />
    );
  }
  const { problems, figures, notes, printout } = judgement;
  return (
    <div className={styles.plan}>
      {!hasErrors && (
        <Findings status="warning" title={t('plan.refused')} lines={problems} />
      )}
      <FigureList title={t('plan.title')} figures={figures} />
      <Findings status="info" title={t('plan.notes')} lines={notes} />
      {printout !== undefined && (
        <>
          <Text as="h3" variant="title-x-small" weight="bold">
            {t('plan.printout')}
          </Text>
          {/* In the language of the command line. */}
          <pre
            className={styles.printout}
            lang="en"
            aria-label={t('plan.printout')}
            role="region"
          >
            {printout}
          </pre>
          <Repository answers={answers ?? {}} />
        </>
      )}
    </div>
  );
}
