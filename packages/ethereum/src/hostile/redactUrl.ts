/**
 * Redacts the URL of an endpoint to scheme, host and port; `/***` stands for the rest. Paths and queries of RPC URLs contain keys.
 *
 * @public
 */
export function redactUrl(url: string): string {
  if (!URL.canParse(url)) {
    return redactCredentials(url).replace(
      /^((?:[a-z0-9+.-]*:)?\/*[^/]*)(\/.*)?$/is,
      (_, host, rest) => (rest ? `${host}/***` : host),
    );
  }
  const { protocol, username, password, host, pathname, search, hash } =
    new URL(url);
  const user = username || password ? '***@' : '';
  const rest = pathname.length > 1 || search || hash ? '/***' : '';
  return `${protocol}//${user}${host}${rest}`;
}

/**
 * Redacts the part between the first colon and the last `@` of a text, the query and fragment of a URL, and keys in its path. It rather
 * redacts too much than too little: a secret key may contain slashes, and a mistyped URL may be invalid anywhere.
 *
 * @public
 */
export function redactCredentials(text: string): string {
  const shown = text.replace(/^([^:]*:(?:\/\/)?).*@/s, '$1***@');
  const url = shown.indexOf('://');
  if (url < 0) {
    return shown;
  }
  const parameters = shown.slice(url).search(/[?&#]/);
  const end = parameters < 0 ? shown.length : url + parameters + 1;
  const path = shown.slice(0, end).split('/').map(redactKey).join('/');
  return parameters < 0 ? path : `${path}***`;
}

/** Redacts a path segment that looks like a key: long, with letters and digits. */
function redactKey(segment: string): string {
  const isKey =
    /^[\w.~-]{16,}$/.test(segment) &&
    /\d/.test(segment) &&
    /[a-z]/i.test(segment) &&
    !segment.includes('.');
  return isKey ? '***' : segment;
}
