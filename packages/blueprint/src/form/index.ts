/**
 * The form "Create Ethereum Node": what its answers ask for, and what becomes of that. It needs no Node.js: the form asks it in
 * the browser, and the action `ethereum:node:plan` once more.
 *
 * @packageDocumentation
 */
export { repositoryHosts } from './choices';
export type { RepositoryHost } from './choices';
export { formFields } from './fields';
export type { FormField } from './fields';
export { planFigures, planNotes } from './figures';
export type { FormFigure, FormPrices } from './figures';
export { formProblemLine, planAnswers } from './plan';
export type { FormProblem, FormResult } from './plan';
export { historyTitles } from './words';
