import { secretsOf } from '@nodeyard/ethereum';

const CREDENTIAL_HEADER = /authorization|cookie|token|key|secret|password/i;

/** Secrets in the headers of a request, to mask in the response. The header with the name of a cluster is not secret. */
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
