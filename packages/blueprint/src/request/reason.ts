import type { Message } from '@nodeyard/ethereum';
import type { z } from 'zod';
import { sentenceOf } from '../messages/requestMessages';

/** What {@link reason} adds to an issue. */
export interface CodedIssue {
  reason: Message;
  fix: Message;
}

/**
 * Adds a fault with its way out to a zod check.
 *
 * The message completes the sentence that begins with the value: `"Payments" is not a DNS label`.
 *
 * @param path - from the value that is checked to the one that is at fault
 */
export function reason(
  context: z.RefinementCtx,
  message: Message,
  fix: Message,
  path: PropertyKey[] = [],
): void {
  context.addIssue({
    code: 'custom',
    message: sentenceOf(message),
    params: { reason: message, fix } satisfies CodedIssue,
    path,
  });
}

/** What the form shows for the same fault, as its message of a JSON Schema keyword. */
export function formMessage(message: Message, fix: Message): string {
  return `${sentenceOf(message)}. ${sentenceOf(fix)}`;
}
