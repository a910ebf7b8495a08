import { stringifyEntityRef } from '@backstage/catalog-model';
import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import {
  englishFormLanguage,
  entitiesInUseLine,
  entityRefsOf,
  repositoryInUseLine,
  requestProblemLines,
} from '@nodeyard/blueprint/form';
import type { FormLanguage } from '@nodeyard/blueprint/form';
import type { PlanOptions } from './fieldOptions';
import { formLanguageOf } from './formLanguage';
import { hasProblem, judge } from './judgement';
import { entitiesInUse } from './namesInUse';
import { fetchPreview } from './preview';
import { ethereumNodePlanTranslationRef } from './translation';

type ApiHolder = Parameters<CustomFieldValidator<JsonObject>>[2]['apiHolder'];

/** Keeps the form on a step whose answers cannot work. */
export const validatePlan: CustomFieldValidator<
  JsonObject,
  PlanOptions
> = async (_, field, { apiHolder, formData, uiSchema }) => {
  const asks = uiSchema?.['ui:options']?.asks;
  const language = languageOf(apiHolder);
  const { problems, entityRefs } = judge(formData, asks, language);
  problems.forEach(problem => field.addError(problem));
  if (asks || problems.length > 0) return;
  const inUse = await Promise.all([
    entitiesProblem(apiHolder, entityRefs, language),
    repositoryProblem(apiHolder, formData, language),
  ]);
  inUse.forEach(problem => problem && field.addError(problem));
};

/** Keeps the form on the step of a name that the catalog has. */
export const validateName: CustomFieldValidator<JsonObject> = async (
  _,
  field,
  { apiHolder, formData },
) => {
  const { name } = formData;
  if (typeof name !== 'string' || hasProblem(formData, 'name')) return;
  const problem = await entitiesProblem(
    apiHolder,
    entityRefsOf(name),
    languageOf(apiHolder),
  );
  if (problem) field.addError(problem);
};

/** Keeps the form on a request that is refused. An empty one shows the present request. */
export const validateRequest: CustomFieldValidator<string> = (
  request,
  field,
  { apiHolder },
) => {
  if (!request) return;
  requestProblemLines(
    request,
    { now: new Date() },
    languageOf(apiHolder),
  ).forEach(problem => field.addError(problem));
};

/** A catalog that does not answer keeps no form open: the catalog itself refuses a second entity of a name. */
async function entitiesProblem(
  apis: ApiHolder,
  entityRefs: readonly string[],
  language: FormLanguage,
): Promise<string | undefined> {
  const catalog = apis.get(catalogApiRef);
  if (!catalog) return undefined;
  const entities = await entitiesInUse(catalog, entityRefs).catch(() => []);
  return entities.length > 0
    ? entitiesInUseLine(
        entities.map(entity => stringifyEntityRef(entity)),
        language,
      )
    : undefined;
}

/** Nor does a host that does not answer: it refuses to create a repository that it has. */
async function repositoryProblem(
  apis: ApiHolder,
  answers: JsonObject,
  language: FormLanguage,
): Promise<string | undefined> {
  const discoveryApi = apis.get(discoveryApiRef);
  const fetchApi = apis.get(fetchApiRef);
  if (!discoveryApi || !fetchApi) return undefined;
  const preview = await fetchPreview(
    { discoveryApi, fetchApi },
    JSON.stringify({ answers }),
  ).catch(() => undefined);
  return preview?.repository.state === 'taken'
    ? repositoryInUseLine(
        preview.repository.url ?? String(answers.name),
        language,
      )
    : undefined;
}

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
