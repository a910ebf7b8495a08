import { UNSAFE_URL_CHARACTERS } from './unsafeUrlCharacters';

/** As the columns of the database and pages bear it. */
const MAX_LENGTH = 2000;

/**
 * The URL by which applications call a node, as somebody wrote it: to show and to copy, and never called from here.
 * @returns undefined for what is no URL of HTTP or WebSocket, or holds credentials
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
