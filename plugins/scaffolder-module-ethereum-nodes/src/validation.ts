import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { englishFormLanguage } from '@nodeyard/blueprint/form';
import type { FormLanguage } from '@nodeyard/blueprint/form';
import { formLanguageOf } from './formLanguage';
import { judge } from './judgement';
import { ethereumNodePlanTranslationRef } from './translation';

/** Options of the field in a template. */
export type PlanOptions = {
  /** Keys of the questions that are judged on a step before the last. */
  asks?: string[];
};

type ApiHolder = Parameters<CustomFieldValidator<JsonObject>>[2]['apiHolder'];

/** Keeps the form on a step whose answers cannot work. */
export const validatePlan: CustomFieldValidator<JsonObject, PlanOptions> = (
  _,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const asks = uiSchema?.['ui:options']?.asks;
  const { problems } = judge(formData, asks, languageOf(apiHolder));
  problems.forEach(problem => field.addError(problem));
};

/** The language of the app. Its messages are loaded, because the field has rendered; else English. */
function languageOf(apis: ApiHolder): FormLanguage {
  const translation = apis
    .get(translationApiRef)
    ?.getTranslation(ethereumNodePlanTranslationRef);
  const locale = apis.get(appLanguageApiRef)?.getLanguage().language;
  return translation?.ready && locale
    ? formLanguageOf(locale, translation.t)
    : englishFormLanguage;
}
