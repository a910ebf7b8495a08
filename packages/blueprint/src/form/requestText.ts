import { planRequest } from '../plan/plan';
import type { PlanOptions } from '../plan/plan';
import { quoted } from '../problem';
import type { Problem } from '../problem';
import { readRequest } from '../request/read';
import { problemSentences } from './language';
import type { FormLanguage } from './language';

/** Problems of a request as text, one line each with the path of the key; none for one that is accepted. @public */
export function requestProblemLines(
  text: string,
  options: PlanOptions,
  language: FormLanguage,
): string[] {
  const read = readRequest(text);
  const result = read.ok ? planRequest(read.value, options) : read;
  return result.ok
    ? []
    : result.problems.map(problem => lineOf(problem, language));
}

function lineOf(problem: Problem, language: FormLanguage): string {
  const { path, value } = problem;
  const subject = [path, value === undefined ? '' : quoted(value)]
    .filter(Boolean)
    .join(' ');
  return `${subject === '' ? '' : `${subject}: `}${problemSentences(
    problem,
    language,
  )}`;
}
