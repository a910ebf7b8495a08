/**
 * A value of a request without the credentials that a URL in it carries: problems end up on screens, in logs and in
 * task histories.
 */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        redactText(key),
        redact(inner),
      ]),
    );
  }
  return value;
}

/**
 * A text without what stands between its first colon and its last `@`, and without the parameters of a URL. Rather too
 * much than too little: a secret key may hold slashes, and a mistyped URL has its faults anywhere.
 */
export function redactText(text: string): string {
  const shown = text.replace(/^([^:]*:(?:\/\/)?).*@/s, '$1***@');
  const url = shown.indexOf('://');
  const parameters = url < 0 ? -1 : shown.slice(url).search(/[?&#]/);
  return parameters < 0 ? shown : `${shown.slice(0, url + parameters + 1)}***`;
}
