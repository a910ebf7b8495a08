import { createFormLanguage } from '@nodeyard/blueprint/form';
import type { FormLanguage } from '@nodeyard/blueprint/form';

/**
 * The language of the app, for the sentences of the form.
 *
 * @param t - translation function of `ethereumNodePlanTranslationRef`; codes of messages are outside of the types of its keys
 */
export function formLanguageOf(locale: string, t: unknown): FormLanguage {
  const translate = t as FormLanguage['sentence'];
  return createFormLanguage(locale, (code, params) =>
    translate(`request.${code}`, params),
  );
}
