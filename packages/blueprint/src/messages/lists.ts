import { asMessage, type Message } from '@nodeyard/ethereum';
import { requestMessage } from './requestMessages';

/** Alternatives: `geth, besu or reth`. */
export function anyOf(names: readonly string[]): Message {
  const last = names[names.length - 1] ?? '';
  return names.length < 2
    ? asMessage(last)
    : requestMessage('any-of', { names: names.slice(0, -1).join(', '), last });
}

/** The fix of a value that is not one of those that its key takes. */
export function useOneOf(names: readonly string[]): Message {
  return requestMessage('use-one-of', { choices: anyOf(names) });
}

/** Items of a sentence: `a, b, c` if listed, `a and b and c` if together. */
export function joined(
  code: 'listed' | 'together',
  items: readonly (string | Message)[],
): Message {
  const messages = items.map(asMessage);
  const last = messages[messages.length - 1] ?? asMessage('');
  return messages
    .slice(0, -1)
    .reduceRight<Message>(
      (rest, first) => requestMessage(code, { first, rest }),
      last,
    );
}
