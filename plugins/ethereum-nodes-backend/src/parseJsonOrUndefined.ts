import { parseJson } from '@nodeyard/ethereum';

/** Parses untrusted JSON; undefined if it is invalid or nested too deeply. */
export function parseJsonOrUndefined(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : undefined;
}
