// Without zod, because browsers load it.
import type { Message } from './message';

/** A text of a client or a cluster as a message, which no language translates. @public */
export function asMessage(value: string | Message): Message {
  return typeof value === 'string'
    ? { code: 'text', params: { text: value } }
    : value;
}
