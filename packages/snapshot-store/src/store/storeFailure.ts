import { createMasker } from '@nodeyard/ethereum';
import { unavailable, type SnapshotError } from '../errors';
import { NoCredentials, type CredentialSource } from './credentialSource';

/** Characters of a server's error in a message. */
const MAX_QUOTED_LENGTH = 500;

/**
 * The error of a request to a store over the network.
 *
 * @param what - completes a sentence that begins with "Cannot"
 * @param status - HTTP status, if there was a response; 4xx is permanent, except 408 and 429
 * @param fix - of a refusal by the store
 */
export function storeFailure(
  what: string,
  thrown: unknown,
  {
    source,
    secrets,
    status,
    fix,
  }: {
    source: CredentialSource;
    secrets: readonly string[];
    status?: number;
    fix: string;
  },
): SnapshotError {
  const isMissing = thrown instanceof NoCredentials;
  const error = isMissing ? thrown.error : thrown;
  const reason = `${describeError(error, secrets)}${
    status ? ` (HTTP ${status})` : ''
  }`;
  const final =
    (isMissing && isUnconfigured(error)) ||
    (status !== undefined &&
      status >= 400 &&
      status < 500 &&
      status !== 408 &&
      status !== 429);
  const message = isMissing
    ? `Cannot get credentials from ${source.name} to ${what}: ${reason}.`
    : `Cannot ${what}: ${reason}.`;
  const refusalFix = isMissing ? source.fix : fix;
  return unavailable(
    final ? 'store-refuses' : 'store-unavailable',
    `${message} ${
      final ? refusalFix : 'Run the command again when it answers.'
    }`,
  );
}

function describeError(error: unknown, secrets: readonly string[]): string {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // SDKs and servers end some of their sentences with a full stop, and Azure appends lines.
  const [line = ''] = createMasker(secrets)(text).split('\n');
  return line.slice(0, MAX_QUOTED_LENGTH).replace(/\.$/, '');
}

/** A file or a variable of the source is missing or malformed, or an agent refuses. */
function isUnconfigured(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && /^E(NOENT|ACCES|ISDIR)$/.test(`${error.code}`)) {
    return true;
  }
  const isOfProvider =
    'name' in error && error.name === 'CredentialsProviderError';
  return (
    isOfProvider &&
    !/ECONN|ETIMEDOUT|EHOSTUNREACH|TimeoutError|status: 5/.test(`${error}`)
  );
}
