import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { judge } from './judgement';

/** Options of the field in a template. */
export type PlanOptions = {
  /** Keys of the questions that are judged on a step before the last. */
  asks?: string[];
};

/** Keeps the form on a step whose answers cannot work. */
export const validatePlan: CustomFieldValidator<JsonObject, PlanOptions> = (
  _,
  field,
  { formData, uiSchema },
) => {
  const { problems } = judge(formData, uiSchema?.['ui:options']?.asks);
  problems.forEach(problem => field.addError(problem));
};
