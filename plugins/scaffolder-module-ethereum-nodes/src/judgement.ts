import type { JsonObject } from '@backstage/types';
import {
  englishFormLanguage,
  estimatedPlan,
  formProblemLine,
  planAnswers,
  planFigures,
  planNotes,
  planPrintout,
  unknownCostFigure,
} from '@nodeyard/blueprint/form';
import type {
  FormFigure,
  FormLanguage,
  FormProblem,
} from '@nodeyard/blueprint/form';
import type { Prices } from './prices';

/** The problems, figures and notes of the present answers. */
export interface Judgement {
  /** Problems of the answers, with their step and question. */
  problems: string[];
  /** Resources and cost of a valid request. */
  figures: FormFigure[];
  /** Warnings about a valid request. */
  notes: string[];
  /** A valid request as `nodeyard plan` prints it. */
  printout?: string;
  /** References of the nodes and of the pool of a valid request. */
  entityRefs: string[];
}

/**
 * Judges the answers of the form.
 *
 * @param asks - keys of the questions that the step asks; undefined on the last step, when all are answered
 */
export function judge(
  answers: JsonObject,
  asks: readonly string[] | undefined,
  language: FormLanguage = englishFormLanguage,
  prices: Prices = {},
): Judgement {
  const result = planAnswers(answers, { now: new Date() });
  const nothing = { figures: [], notes: [], entityRefs: [] };
  if (!result.ok) {
    return {
      ...nothing,
      problems: result.problems
        .filter(({ field }) => !asks || (field && asks.includes(field)))
        .map(found => lineOf(found, asks === undefined, language)),
    };
  }
  if (asks) return { ...nothing, problems: [] };
  const { plan } = result;
  return {
    problems: [],
    figures: figuresOf(plan, prices, language),
    notes: planNotes(plan, language),
    printout: planPrintout(plan),
    entityRefs: [...plan.nodes, ...(plan.pool ? [plan.pool] : [])].map(
      ({ component }) => `component:default/${component}`,
    ),
  };
}

function lineOf(
  found: FormProblem,
  hasPage: boolean,
  language: FormLanguage,
): string {
  const line = formProblemLine(found, language);
  return hasPage && found.page ? `${found.page}, ${line}` : line;
}

/** Whether an answer is refused for itself. */
export function hasProblem(answers: JsonObject, key: string): boolean {
  const result = planAnswers(answers, { now: new Date() });
  return !result.ok && result.problems.some(({ field }) => field === key);
}

/** What the answers so far need; nothing before those that decide it are valid. */
export function estimate(
  answers: JsonObject,
  language: FormLanguage,
  prices: Prices,
): FormFigure[] {
  const plan = estimatedPlan(answers, { now: new Date() });
  return plan ? figuresOf(plan, prices, language) : [];
}

function figuresOf(
  plan: Parameters<typeof planFigures>[0],
  { prices, problem }: Prices,
  language: FormLanguage,
): FormFigure[] {
  return [
    ...planFigures(plan, prices, language),
    ...(problem ? [unknownCostFigure(problem, language)] : []),
  ];
}

/** A judgement as the review lists it. */
export function reviewed({ figures, notes }: Judgement, title: string) {
  return {
    ...Object.fromEntries(figures.map(figure => [figure.title, figure.text])),
    ...(notes.length > 0 && { [title]: notes }),
  };
}
