import { secretsOf } from '@nodeyard/ethereum';

const carriesCredentials = /authorization|cookie|token|key|secret|password/i;

/** What of a request's headers must not come back. The name of a cluster, which is one of them, is no secret. */
export function credentialsIn(headers: object = {}): string[] {
  const carrying = Object.entries(headers).filter(([name]) =>
    carriesCredentials.test(name),
  );
  return secretsOf({
    headers: Object.fromEntries(
      carrying.map(([name, value]) => [name, String(value ?? '')]),
    ),
  });
}
