import { asMessage } from './asMessage';
import type { Message, MessageValue } from './message';
import type { MessageEntry, MessageTable, ParameterKind } from './table';

/** Formats of parameters in a language and locale. @public */
export interface MessageFormats {
  /** @param time - ISO 8601 */
  instant(time: string): string;
  /** @param time - ISO 8601 */
  day(time: string): string;
  /** @param date - `2026-10-26` */
  date(date: string): string;
  seconds(duration: number): string;
  bytes(size: number): string;
  rate(figure: number): string;
}

/**
 * Whether a message has a code of the table and valid parameters, including nested messages. A message of a newer sidecar may not:
 * then its sentence is shown.
 * @public
 */
export function isKnownMessage(table: MessageTable, message: Message): boolean {
  const entry = entryOf(table, message.code);
  return (
    entry !== undefined &&
    Object.entries(entry.params).every(([name, kind]) =>
      fits(
        table,
        kind,
        Object.hasOwn(message.params, name) ? message.params[name] : undefined,
      ),
    )
  );
}

function entryOf(table: MessageTable, code: string): MessageEntry | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

function fits(
  table: MessageTable,
  kind: ParameterKind,
  value: MessageValue | undefined,
): boolean {
  switch (kind) {
    case 'instant':
    case 'day':
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'layer':
    case 'state':
      return (
        typeof value === 'string' && Object.hasOwn(table, `${kind}-${value}`)
      );
    case 'text':
      return typeof value === 'string';
    case 'message':
      return isMessage(value) && isKnownMessage(table, value);
    case 'messages':
      return (
        Array.isArray(value) && value.every(item => isKnownMessage(table, item))
      );
    default:
      return typeof value === 'number';
  }
}

function isMessage(value: MessageValue | undefined): value is Message {
  return typeof value === 'object' && !Array.isArray(value);
}

/**
 * Renders a message for which {@link isKnownMessage} holds.
 *
 * @param translate - returns the sentence of a code with the given parameters
 * @public
 */
export function renderMessage(
  table: MessageTable,
  message: Message,
  formats: MessageFormats,
  translate: (code: string, params: Record<string, string>) => string,
): string {
  function textOf(
    kind: ParameterKind,
    value: MessageValue | undefined,
  ): string {
    switch (kind) {
      case 'layer':
      case 'state':
        return translate(`${kind}-${value}`, {});
      case 'message':
        return isMessage(value) ? render(value) : '';
      case 'messages':
        return Array.isArray(value)
          ? value.map(item => render(item)).join('. ')
          : '';
      case 'text':
      case 'number':
        return String(value);
      case 'seconds':
      case 'bytes':
      case 'rate':
        return formats[kind](Number(value));
      default:
        return formats[kind](String(value));
    }
  }

  function render({ code, params }: Message): string {
    const kinds = Object.entries(entryOf(table, code)?.params ?? {});
    return translate(
      code,
      Object.fromEntries(
        kinds.map(([name, kind]) => [name, textOf(kind, params[name])]),
      ),
    );
  }
  return render(message);
}

/** Replaces the placeholders of a sentence. Placeholders within parameters are not replaced. @public */
export function fillPlaceholders(
  sentence: string,
  params: Readonly<Record<string, string>>,
): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name) => params[name] ?? '');
}

/** The coded message if its code is known, else the sentence as a text message. @public */
export function toMessage(
  table: MessageTable,
  sentence: string,
  coded: Message | undefined,
): Message {
  return coded !== undefined && isKnownMessage(table, coded)
    ? coded
    : asMessage(sentence);
}

/** {@link toMessage} for a list of sentences. @public */
export function toMessages(
  table: MessageTable,
  sentences: readonly string[],
  coded: readonly Message[] = [],
): Message[] {
  const isWhole = coded.length === sentences.length;
  return sentences.map((sentence, index) =>
    toMessage(table, sentence, isWhole ? coded[index] : undefined),
  );
}
