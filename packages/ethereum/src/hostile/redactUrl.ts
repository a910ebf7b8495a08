/**
 * What may be shown of the URL of an endpoint: scheme, host and port, and that there is more. Paths and queries of RPC URLs
 * hold keys.
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
 * A text without what stands between its first colon and its last `@`, and without the parameters of a URL and what looks
 * like a key in its path. Rather too much than too little: a secret key may hold slashes, and a mistyped URL has its faults
 * anywhere.
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

/** Long, and of letters and digits: no name that people gave. */
function redactKey(segment: string): string {
  const isKey =
    /^[\w.~-]{16,}$/.test(segment) &&
    /\d/.test(segment) &&
    /[a-z]/i.test(segment) &&
    !segment.includes('.');
  return isKey ? '***' : segment;
}
