import type { z } from 'zod';

/**
 * The first issue of a document that does not match its schema.
 *
 * @throws ZodError, the given one, if it has no issue: a failed parse has at least one
 */
export function firstIssue(error: z.ZodError): z.core.$ZodIssue {
  const [issue] = error.issues;
  if (!issue) throw error;
  return issue;
}
