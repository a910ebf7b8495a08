import { redactCredentials } from '@nodeyard/ethereum';
import { planRequest } from '../plan/plan';
import type { Plan, PlanOptions } from '../plan/plan';
import { requestMessage, sentenceOf } from '../messages/requestMessages';
import { presentable, problemOf, quoted } from '../problem';
import type { Problem } from '../problem';
import { sizeProblems } from '../request/size';
import { answerProblems, requestOf } from './answers';
import { fieldAt, formFields } from './fields';
import type { FormField } from './fields';
import { withFormLabels, titleOf } from './labels';
import { MORE_NODES } from './moreNodes';
import {
  englishFormLanguage,
  formSentence,
  problemSentences,
  type FormLanguage,
} from './language';

/** A problem and the question that it belongs to. @public */
export interface FormProblem extends Problem {
  /** Key of the question; absent for answers as a whole, and those that this form does not ask for. */
  field?: string;
  /** Label of the question. */
  title: string;
  /** The step that asks it. */
  page?: string;
}

/** @public */
export type FormResult =
  | { ok: true; plan: Plan }
  | { ok: false; problems: FormProblem[] };

/**
 * Validates the answers of the form as `planRequest` validates a request. Problems use the labels of the form.
 *
 * @param answers - by the key of their question; see `formFields`
 * @public
 */
export function planAnswers(
  answers: unknown,
  options: PlanOptions,
): FormResult {
  const oversized = sizeProblems(answers);
  if (oversized.length > 0 || !isRecord(answers)) {
    return refused(
      oversized.length > 0
        ? oversized
        : [
            problemOf({
              path: '',
              reason: requestMessage('no-answers', {}),
              fix: requestMessage('open-and-answer', {}),
            }),
          ],
      {},
    );
  }
  const unknown = answerProblems(answers);
  const result = planRequest(requestOf(answers), options);
  if (result.ok && unknown.length === 0) return result;
  return refused([...unknown, ...(result.ok ? [] : result.problems)], answers);
}

/** A problem in one line: `Most nodes: 2 is less than ...`. @public */
export function formProblemLine(
  problem: FormProblem,
  language: FormLanguage = englishFormLanguage,
): string {
  const { path, field, title, value } = problem;
  const subject =
    path === '' && field === undefined
      ? formSentence(requestMessage('the-form', {}), language)
      : title;
  return `${subject}:${
    value === undefined ? '' : ` ${quoted(value)}`
  } ${problemSentences(problem, language)}`;
}

function refused(
  problems: readonly Problem[],
  answers: Record<string, unknown>,
): FormResult {
  return {
    ok: false,
    problems: presentable(problems).map(problem =>
      located({ ...problem, path: redactCredentials(problem.path) }, answers),
    ),
  };
}

function located(
  problem: Problem,
  answers: Record<string, unknown>,
): FormProblem {
  const field =
    formFields.find(({ key }) => key === problem.path) ??
    fieldAt(problem.path, answers);
  const answerIt = requestMessage('answer-it', {});
  const { fix, fixCoded } =
    problem.reasonCoded?.code === 'missing'
      ? { fix: sentenceOf(answerIt), fixCoded: answerIt }
      : problem;
  return {
    ...problem,
    ...(typeof problem.value === 'string' && {
      value: titleOf(problem.value),
    }),
    ...(field && { field: field.key, page: field.page }),
    title:
      (field && titleAt(problem.path, field)) ??
      (problem.path || sentenceOf(requestMessage('the-form', {}))),
    reason: withFormLabels(problem.reason),
    fix: withFormLabels(fix),
    fixCoded,
  };
}

/** The label of a question, and which of several nodes it is about. */
function titleAt(path: string, { key, title }: FormField): string {
  const index = key === MORE_NODES && /^nodes\[(\d+)\]/.exec(path)?.[1];
  return index ? `${title} (node ${Number(index) + 1})` : title;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
