import { unfitInUrls } from './unfitInUrls';

/** As the columns of the database and pages bear it. */
const longest = 2000;

/**
 * The URL by which applications call a node, as somebody wrote it: to show and to copy, and never called from here.
 * @returns undefined for what is no URL of HTTP or WebSocket, or holds credentials
 */
export function callersUrlOf(text: string): string | undefined {
  const isOne =
    text.length <= longest &&
    /^(https?|wss?):\/\/[^/]/.test(text) &&
    !unfitInUrls.test(text) &&
    URL.canParse(text);
  if (!isOne) return undefined;
  const { username, password } = new URL(text);
  return username || password ? undefined : text;
}
