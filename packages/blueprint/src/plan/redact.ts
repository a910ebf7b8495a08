/** Keys that speak of what nobody may read: people write the thing itself there, also where only its name belongs. */
const secretive = /secret|password|token|credential|key/i;

/**
 * A value of a request without the credentials that a URL in it carries, and without what stands below a key that speaks
 * of them: problems end up on screens, in logs and in task histories.
 *
 * @param path - where the value stands
 */
export function redact(value: unknown, path: string): unknown {
  if (secretive.test(path.split('.').pop() ?? '')) return '***';
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(inner => redact(inner, ''));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        redactText(key),
        redact(inner, key),
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
