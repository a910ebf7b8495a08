import { readFileSync } from 'node:fs';

/** Where credentials of a store come from, as messages name it. */
export interface CredentialSource {
  /** Variables and files, without secrets. */
  name: string;
  /** Of a refusal. */
  fix: string;
  /** Texts that a server may quote. */
  secrets: () => string[];
}

/** There are no credentials, so that no request was sent. */
export class NoCredentials extends Error {
  constructor(readonly source: CredentialSource, readonly error: unknown) {
    super(error instanceof Error ? error.message : String(error));
  }
}

/** Bound of what a message says of a token. */
const MAX_CLAIM_LENGTH = 200;
const CLAIM_NAMES = { sub: 'subject', aud: 'audience', iss: 'issuer' };

/** @returns an empty text for a file that cannot be read */
export function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Issuer, audience and subject of a JSON Web Token, which name the identity and prove nothing. */
export function describeToken(file: string): string {
  const claims = tokenClaims(readToken(file));
  if (!claims) return `the token in ${file}`;
  const parts = (['sub', 'aud', 'iss'] as const).flatMap(key => {
    const text = [claims[key]].flat().join(', ');
    return /^[\x21-\x7e ]+$/.test(text)
      ? [`${CLAIM_NAMES[key]} ${text.slice(0, MAX_CLAIM_LENGTH)}`]
      : [];
  });
  return `the token in ${file} (${parts.join(', ')})`;
}

function tokenClaims(token: string): Record<string, unknown> | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const claims: unknown = JSON.parse(payload.toString());
    return typeof claims === 'object' && claims !== null
      ? { ...claims }
      : undefined;
  } catch {
    return undefined;
  }
}
