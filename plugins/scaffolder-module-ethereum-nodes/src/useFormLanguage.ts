import {
  appLanguageApiRef,
  type TranslationFunction,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { FormLanguage } from '@nodeyard/blueprint/form';
import { useMemo } from 'react';
import { formLanguageOf } from './formLanguage';
import { ethereumNodePlanTranslationRef } from './translation';

/** Messages of the field, and the sentences of requests, in the language of the app. */
export function useFormLanguage(): {
  t: TranslationFunction<typeof ethereumNodePlanTranslationRef.T>;
  language: FormLanguage;
} {
  const { t } = useTranslationRef(ethereumNodePlanTranslationRef);
  // A change of the language changes t, too.
  const { language: locale } = useApi(appLanguageApiRef).getLanguage();
  const language = useMemo(() => formLanguageOf(locale, t), [locale, t]);
  return { t, language };
}
