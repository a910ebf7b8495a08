/**
 * The form "Create Ethereum Node": its questions, the request of its answers and the plan of that request. Runs without Node.js: in
 * the browser, and again in the action `ethereum:node:plan`.
 *
 * @packageDocumentation
 */
export { repositoryHosts } from './choices';
export type { RepositoryHost } from './choices';
export { formFields } from './fields';
export type { FormField } from './fields';
export { planFigures, planNotes, unknownCostFigure } from './figures';
export type { FormFigure, FormPrices } from './figures';
export { formProblemLine, planAnswers } from './plan';
export type { FormProblem, FormResult } from './plan';
export {
  createFormLanguage,
  englishFormLanguage,
  formMessages,
} from './language';
export type { FormLanguage } from './language';
export { historyTitles } from './labels';
