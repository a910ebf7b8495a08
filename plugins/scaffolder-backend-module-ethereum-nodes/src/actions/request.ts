import { InputError } from '@backstage/errors';
import { planRequest, problemLine, requestKeys } from '@nodeyard/blueprint';
import type { Plan, Problem } from '@nodeyard/blueprint';
import { formProblemLine, planAnswers } from '@nodeyard/blueprint/form';
import type { z as zod } from 'zod/v3';
import type { HostState } from '../hosts/hosts';
import { hostProblems } from '../hosts/problems';
import { wrapped } from './wrapped';

/**
 * The request as an action takes it. Its keys are documented here and validated by the blueprint alone, which
 * reports all problems at once; a schema here would report the first.
 */
export function requestInput(z: typeof zod) {
  const topLevel = requestKeys.filter(({ path }) => !/[.[]/.test(path));
  const keys = topLevel.map(({ path, about, example, required }) => {
    const key = z.any().describe(`${about} Example: ${example}`);
    return [path, required ? key : key.optional()] as const;
  });
  return z
    .object(Object.fromEntries(keys))
    .passthrough()
    .describe('The request for nodes');
}

/** @throws InputError with every problem, each with its way out */
export function acceptedPlan(request: unknown): Plan {
  const result = planRequest(request, { now: new Date() });
  if (!result.ok) throw problemsError(result.problems);
  return result.plan;
}

/** Every problem, each with its way out. */
export function problemsError(problems: readonly Problem[]): InputError {
  return refusal(problems.map(problemLine));
}

/** @throws InputError with every problem, each with its question and its way out */
export function acceptedAnswers(
  answers: Record<string, unknown>,
  hosts: readonly HostState[],
): Plan {
  const result = planAnswers(answers, { now: new Date() });
  const problems = [
    ...(result.ok ? [] : result.problems),
    ...hostProblems(answers, hosts),
  ];
  if (!result.ok || problems.length > 0) {
    throw refusal(
      problems.map(problem =>
        [problem.page, formProblemLine(problem)].filter(Boolean).join(', '),
      ),
    );
  }
  return result.plan;
}

/** The log of a task shows the stack of an error. In its place it gets the problems, in lines that the log does not truncate. */
function refusal(problems: readonly string[]): InputError {
  const title = 'The request cannot be fulfilled.';
  const error = new InputError(
    [title, ...problems.map(problem => `- ${problem}`)].join('\n'),
  );
  error.stack = [
    title,
    ...problems.flatMap(problem =>
      wrapped(problem).map((line, index) => `${index ? ' ' : '-'} ${line}`),
    ),
  ].join('\n');
  return error;
}
