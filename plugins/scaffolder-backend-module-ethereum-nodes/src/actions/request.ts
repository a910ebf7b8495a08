import { InputError } from '@backstage/errors';
import { planRequest, problemLine, requestKeys } from '@nodeyard/blueprint';
import type { Plan } from '@nodeyard/blueprint';
import type { z as zod } from 'zod/v3';

/**
 * The request as an action takes it. It is described key by key and judged by the blueprint alone, which tells all
 * faults at once and in its own words; a schema here would stop at the first.
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
    .describe('What is asked for: the node request');
}

/** @throws InputError with every problem, each with its way out */
export function acceptedPlan(request: unknown): Plan {
  const result = planRequest(request, { now: new Date() });
  if (!result.ok) {
    throw new InputError(
      `The request cannot be fulfilled.\n${result.problems
        .map(problem => `- ${problemLine(problem)}`)
        .join('\n')}`,
    );
  }
  return result.plan;
}
