import { z } from 'zod';
import { reason } from './reason';

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

const visible = (text: string) => text.replace(invisible, '') !== '';

/** As long as any text of a request may be, before its own bound. */
export const boundedText = z.string().max(2000);

/** Text for people: any language, emoji and newlines, but nothing that cannot be printed. */
export function plainText(maximum: number) {
  return boundedText.superRefine((value, context) => {
    if (!visible(value)) {
      reason(context, 'says nothing', 'Write a sentence for people.');
    }
    if (value.length > maximum) {
      reason(
        context,
        `has ${value.length} characters`,
        `Use at most ${maximum}.`,
      );
    }
    if (unprintable.test(value) || loneSurrogate.test(value)) {
      reason(
        context,
        'contains characters that cannot be printed',
        'Remove control characters, line separators and marks that change the reading direction.',
      );
    }
  });
}
