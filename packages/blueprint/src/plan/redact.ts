import { redactCredentials } from '@nodeyard/ethereum';

/** Keys about secrets: people write the secret itself where only its name belongs. */
const secretive = /secret|password|token|credential|key/i;

/**
 * A value of a request without the credentials that a URL in it carries, and without what stands below a key that speaks
 * of them: problems end up on screens, in logs and in task histories.
 *
 * @param path - where the value stands
 */
export function redact(value: unknown, path: string): unknown {
  if (secretive.test(path.split('.').pop() ?? '')) return '***';
  if (typeof value === 'string') return redactCredentials(value);
  if (Array.isArray(value)) return value.map(inner => redact(inner, ''));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        redactCredentials(key),
        redact(inner, key),
      ]),
    );
  }
  return value;
}
