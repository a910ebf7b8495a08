import type { JsonObject } from '@backstage/types';
import {
  englishFormLanguage,
  formProblemLine,
  planAnswers,
  planFigures,
  planNotes,
  unknownCostFigure,
} from '@nodeyard/blueprint/form';
import type { FormFigure, FormLanguage } from '@nodeyard/blueprint/form';
import type { Prices } from './prices';

/** The problems, figures and notes of the present answers. */
export interface Judgement {
  /** Problems of the answers, with their step and question. */
  problems: string[];
  /** Resources and cost of a valid request. */
  figures: FormFigure[];
  /** Warnings about a valid request. */
  notes: string[];
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
  { prices, problem }: Prices = {},
): Judgement {
  const result = planAnswers(answers, { now: new Date() });
  if (!result.ok) {
    return {
      problems: result.problems
        .filter(({ field }) => !asks || (field && asks.includes(field)))
        .map(found =>
          asks || !found.page
            ? formProblemLine(found, language)
            : `${found.page}, ${formProblemLine(found, language)}`,
        ),
      figures: [],
      notes: [],
    };
  }
  if (asks) return { problems: [], figures: [], notes: [] };
  return {
    problems: [],
    figures: [
      ...planFigures(result.plan, prices, language),
      ...(problem ? [unknownCostFigure(problem, language)] : []),
    ],
    notes: planNotes(result.plan, language),
  };
}

/** A judgement as the review lists it. */
export function reviewed({ figures, notes }: Judgement, title: string) {
  return {
    ...Object.fromEntries(figures.map(figure => [figure.title, figure.text])),
    ...(notes.length > 0 && { [title]: notes }),
  };
}
