import { UNSAFE_URL_CHARACTERS } from './unsafeUrlCharacters';

/** Limit of the database column. */
const MAX_LENGTH = 2000;

/**
 * Parses the URL by which applications call a node. It is displayed, and never requested by the backend.
 * @returns undefined unless it is an HTTP or WebSocket URL without credentials
 */
export function parseCallersUrl(text: string): string | undefined {
  const isOne =
    text.length <= MAX_LENGTH &&
    /^(https?|wss?):\/\/[^/]/.test(text) &&
    !UNSAFE_URL_CHARACTERS.test(text) &&
    URL.canParse(text);
  if (!isOne) return undefined;
  const { username, password } = new URL(text);
  return username || password ? undefined : text;
}
