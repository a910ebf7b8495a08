import { secretsOf } from '@nodeyard/ethereum';

const CREDENTIAL_HEADER = /authorization|cookie|token|key|secret|password/i;

/** What of a request's headers must not come back. The name of a cluster, which is one of them, is no secret. */
export function findCredentials(headers: object = {}): string[] {
  const entries = Object.entries(headers).filter(([name]) =>
    CREDENTIAL_HEADER.test(name),
  );
  return secretsOf({
    headers: Object.fromEntries(
      entries.map(([name, value]) => [name, String(value ?? '')]),
    ),
  });
}
