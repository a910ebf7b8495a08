import type { z } from 'zod';

/**
 * Adds a fault with its way out to a zod check.
 *
 * The message completes the sentence that begins with the value: `"Payments" is not a DNS label`.
 *
 * @param path - from the value that is checked to the one that is at fault
 */
export function reason(
  context: z.RefinementCtx,
  message: string,
  fix: string,
  path: PropertyKey[] = [],
): void {
  context.addIssue({ code: 'custom', message, params: { fix }, path });
}

/** What the form shows for the same fault, as its message of a JSON Schema keyword. */
export function formMessage(message: string, fix: string): string {
  return `${message}. ${fix}`;
}
