/**
 * What may be shown of the URL of an endpoint: scheme, host and port, and that there is more. Paths and queries of RPC URLs
 * hold keys.
 *
 * @public
 */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) {
    return withoutCredentials(url).replace(
      /^([a-z]*:?\/*[^/]*\/).+$/is,
      '$1***',
    );
  }
  const { protocol, username, password, host, pathname, search, hash } =
    new URL(url);
  const user = username || password ? '***@' : '';
  const rest = pathname.length > 1 || search || hash ? '/***' : '';
  return `${protocol}//${user}${host}${rest}`;
}

/**
 * A text without what stands between its first colon and its last `@`, and without the parameters of a URL. Rather too
 * much than too little: a secret key may hold slashes, and a mistyped URL has its faults anywhere.
 *
 * @public
 */
export function withoutCredentials(text: string): string {
  const shown = text.replace(/^([^:]*:(?:\/\/)?).*@/s, '$1***@');
  const url = shown.indexOf('://');
  const parameters = url < 0 ? -1 : shown.slice(url).search(/[?&#]/);
  return parameters < 0 ? shown : `${shown.slice(0, url + parameters + 1)}***`;
}
