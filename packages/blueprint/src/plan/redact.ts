/**
 * A value of a request without the credentials that a URL in it carries: problems end up on screens, in logs and in
 * task histories.
 */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') {
    return value
      .replace(/(:\/\/)[^/@\s]*@/g, '$1***@')
      .replace(/(:\/\/[^?#\s]*[?#]).+/s, '$1***');
  }
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, redact(inner)]),
    );
  }
  return value;
}
