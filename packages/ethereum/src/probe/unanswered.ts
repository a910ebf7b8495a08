import type { Unanswered, UnneededAnswer } from '../health/sample';
import type { Answer } from './answer';

/** Why fields of a sample are absent; no key at all where none is. */
export function unanswered(
  answers: Partial<Record<UnneededAnswer, Answer<unknown>>>,
): { unanswered?: Unanswered } {
  const failed: Unanswered = {};
  for (const question of Object.keys(answers) as UnneededAnswer[]) {
    const answer = answers[question];
    if (answer && !answer.ok) {
      const { why, code } = answer;
      failed[question] = { why, ...(code === undefined ? {} : { code }) };
    }
  }
  return Object.keys(failed).length > 0 ? { unanswered: failed } : {};
}
