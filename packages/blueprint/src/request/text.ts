import type { Message } from '@nodeyard/ethereum';
import { z } from 'zod';
import { requestMessage } from '../messages/requestMessages';
import { formMessage, reason } from './reason';

/**
 * Control characters but tab and newline; line separators, which YAML 1.1 readers take for line breaks; marks that
 * reverse the reading direction, which make a text show other than it is; and code points that are no characters.
 */
const unprintable =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

/** Half of a surrogate pair: not text in any encoding. With the `u` flag whole pairs do not match. */
const loneSurrogate = /[\ud800-\udfff]/u;

/** Spaces, marks that need a letter, and what is drawn as nothing (U+2800 is a Braille cell without dots). */
const invisible = /[\p{C}\p{Z}\p{M}\p{DI}\u2800]/gu;

const isVisible = (text: string) => text.replace(invisible, '') !== '';

/** The upper bound of every text in a request; most keys have a lower one. */
export const boundedText = z.string().max(2000);

const tooLong = (maximum: number) => requestMessage('use-at-most', { maximum });

/** The message of the form for a text that is longer than `maxLength`, which cannot contain the actual length. */
export const tooLongMessage = (maximum: number) =>
  formMessage(
    requestMessage('has-more-characters', { maximum }),
    tooLong(maximum),
  );

/** Adds the problem of a text that is longer than its bound. */
export function checkLength(
  ctx: z.RefinementCtx,
  value: string,
  maximum: number,
): void {
  if (value.length > maximum) {
    reason(
      ctx,
      requestMessage('has-characters', { length: value.length }),
      tooLong(maximum),
    );
  }
}

/** The source of a pattern without the escapes that only a literal needs. */
export const patternSource = ({ source }: RegExp) =>
  source.replaceAll('\\/', '/');

/**
 * A text that matches a pattern.
 *
 * The pattern and its message are keywords of the JSON Schema as well, so that the form refuses the same texts with the
 * same message. The pattern has no flags.
 */
export function patternText(
  pattern: RegExp,
  message: Message,
  fix: Message,
  maximum?: number,
) {
  return boundedText
    .superRefine((value, ctx) => {
      if (
        (maximum !== undefined && value.length > maximum) ||
        !pattern.test(value)
      ) {
        reason(ctx, message, fix);
      }
    })
    .meta({
      ...(maximum !== undefined && { maxLength: maximum }),
      pattern: patternSource(pattern),
      errorMessage: {
        ...(maximum !== undefined && { maxLength: tooLongMessage(maximum) }),
        pattern: formMessage(message, fix),
      },
    });
}

const EMPTY_MESSAGE = requestMessage('says-nothing', {});
const EMPTY_FIX = requestMessage('write-sentence', {});

/** Text for people: any language, emoji and newlines, but no unprintable characters. */
export function plainText(maximum: number) {
  return boundedText
    .superRefine((value, ctx) => {
      if (!isVisible(value)) {
        reason(ctx, EMPTY_MESSAGE, EMPTY_FIX);
      }
      checkLength(ctx, value, maximum);
      if (unprintable.test(value) || loneSurrogate.test(value)) {
        reason(
          ctx,
          requestMessage('unprintable', {}),
          requestMessage('remove-unprintable', {}),
        );
      }
    })
    .meta({
      minLength: 1,
      maxLength: maximum,
      pattern: '\\S',
      errorMessage: {
        minLength: formMessage(EMPTY_MESSAGE, EMPTY_FIX),
        maxLength: tooLongMessage(maximum),
        pattern: formMessage(EMPTY_MESSAGE, EMPTY_FIX),
      },
    });
}
