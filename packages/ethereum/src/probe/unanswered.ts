import type { Unanswered, OptionalAnswer } from '../health/sample';
import type { Answer } from './answer';

/** Collects the reasons for absent fields of a sample; no key if all are present. */
export function collectUnanswered(
  answers: Partial<Record<OptionalAnswer, Answer<unknown>>>,
): { unanswered?: Unanswered } {
  const unanswered: Unanswered = {};
  for (const question of Object.keys(answers) as OptionalAnswer[]) {
    const answer = answers[question];
    if (answer && !answer.ok) {
      const { why, code } = answer;
      unanswered[question] = { why, ...(code === undefined ? {} : { code }) };
    }
  }
  return Object.keys(unanswered).length > 0 ? { unanswered } : {};
}
