import type { Message } from '@nodeyard/ethereum';
import { requestMessage } from '../messages/requestMessages';
import type { RequestMessageCode } from '../messages/requestMessages';
import { formSentence, type FormLanguage } from './language';

/** A requirement, a property or the cost of a choice or a plan, as a line of the form. @public */
export interface FormFigure {
  title: string;
  text: string;
}

export type FigureCode = Extract<RequestMessageCode, `figure-${string}`>;

export function figureOf(
  code: FigureCode,
  message: Message,
  language: FormLanguage,
): FormFigure {
  return {
    title: formSentence(requestMessage(code, {}), language),
    text: formSentence(message, language),
  };
}
