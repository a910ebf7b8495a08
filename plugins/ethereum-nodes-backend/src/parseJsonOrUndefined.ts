import { parseJson } from '@nodeyard/ethereum';

/** The value of a JSON text from outside; undefined when it is none, or is nested deeper than any that is read here. */
export function parseJsonOrUndefined(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : undefined;
}
