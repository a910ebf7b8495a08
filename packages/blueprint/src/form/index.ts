/**
 * The form "Create Ethereum Node": its questions, the request of its answers and the plan of that request. Runs without Node.js: in
 * the browser, and again in the action `ethereum:node:plan`.
 *
 * @packageDocumentation
 */
export type { Answers } from './answers';
export { repositoryHosts } from './choices';
export type { RepositoryHost } from './choices';
export { clientOptions } from './clientOptions';
export type { ClientOption, ClientOptionsOptions } from './clientOptions';
export { environmentOptions } from './environmentOptions';
export type { EnvironmentOption } from './environmentOptions';
export { estimatedPlan } from './estimate';
export { formFields } from './fields';
export type { FormField } from './fields';
export { planFigures, planNotes, unknownCostFigure } from './figures';
export type { FormPrices } from './figures';
export type { FormFigure } from './figure';
export { historyOptions } from './historyOptions';
export type { HistoryOption } from './historyOptions';
export { nodeChoices } from './nodeChoices';
export type { NodeChoice, NodeChoices } from './nodeChoices';
export { MOST_MORE_NODES } from './moreNodes';
export { formProblemLine, planAnswers } from './plan';
export type { FormProblem, FormResult } from './plan';
export {
  createFormLanguage,
  englishFormLanguage,
  formMessages,
} from './language';
export type { FormLanguage } from './language';
export { historyTitles } from './labels';
export { entitiesInUseLine, repositoryInUseLine } from './inUse';
export { PREVIEW_PATH, REQUEST_PATH } from './preview';
export type { PresentRequest, RepositoryPreview } from './preview';
export { requestProblemLines } from './requestText';
export type { EnvironmentName } from '../request/schema';
export { planPrintout } from './printout';
export { entityRefsOf } from '../repository/entityNames';
