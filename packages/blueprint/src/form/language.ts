import {
  asMessage,
  englishFormats,
  fillPlaceholders,
  renderMessage,
  withSlots,
  type Message,
  type MessageTable,
} from '@nodeyard/ethereum';
import { requestMessages } from '../messages/requestMessages';
import { printable } from '../problem';
import type { Problem } from '../problem';
import { withFormLabels } from './labels';

/** The language in which the form shows problems, figures and notes. @public */
export interface FormLanguage {
  /** BCP 47 language tag, for numbers. */
  locale: string;
  /** The sentence of a message code with its parameters. */
  sentence: (code: string, params: Record<string, string>) => string;
}

const table: MessageTable = requestMessages;

/** English sentence of each message code of the form. @public */
export const formMessages: {
  readonly [Code in keyof typeof requestMessages]: (typeof requestMessages)[Code]['english'];
} = Object.fromEntries(
  Object.entries(table).map(([code, { english }]) => [code, english]),
) as never;

/** @public */
export const englishFormLanguage: FormLanguage = {
  locale: 'en',
  sentence: (code, params) =>
    fillPlaceholders(table[code]?.english ?? code, params),
};

/**
 * A language of Backstage's translation API.
 *
 * @param translate - the translation of a message code
 * @public
 */
export function createFormLanguage(
  locale: string,
  translate: FormLanguage['sentence'],
): FormLanguage {
  return { locale, sentence: withSlots(translate) };
}

/** The sentence of a message in the labels of the form. */
export function formSentence(
  message: Message,
  { sentence }: FormLanguage,
): string {
  return printable(
    withFormLabels(renderMessage(table, message, englishFormats(0), sentence)),
  );
}

/** Reason and fix of a problem in the labels of the form. */
export function problemSentences(
  {
    reason,
    fix,
    reasonCoded = asMessage(reason),
    fixCoded = asMessage(fix),
  }: Problem,
  language: FormLanguage,
): string {
  return `${formSentence(reasonCoded, language)}. ${formSentence(
    fixCoded,
    language,
  )}`;
}
