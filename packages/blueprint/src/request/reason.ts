import type { z } from 'zod';

/**
 * Adds a fault with its way out to a zod check.
 *
 * The message completes the sentence that begins with the value: `"Payments" is not a DNS label`.
 */
export function reason(
  context: z.RefinementCtx,
  message: string,
  fix: string,
): void {
  context.addIssue({ code: 'custom', message, params: { fix } });
}
