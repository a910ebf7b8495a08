import { byName } from '../byName';
import { failure, type Failure } from './answer';

/** Only a refused connection means that the process has ended; the other errors also occur while it runs. */
const failuresByCode = byName<string, Failure>({
  ECONNREFUSED: failure('refused', 'connection refused'),
  ECONNRESET: failure('network', 'connection reset'),
  EPIPE: failure('network', 'connection closed'),
  UND_ERR_SOCKET: failure('network', 'connection closed'),
  ENOTFOUND: failure('network', 'host name not found'),
  EAI_AGAIN: failure('network', 'host name could not be resolved'),
  EHOSTUNREACH: failure('network', 'no route to host'),
  ENETUNREACH: failure('network', 'network unreachable'),
  ETIMEDOUT: failure('timeout', 'connection timed out'),
  UND_ERR_CONNECT_TIMEOUT: failure('timeout', 'connection timed out'),
  UND_ERR_HEADERS_TIMEOUT: failure('timeout', 'no answer in time'),
  UND_ERR_BODY_TIMEOUT: failure('timeout', 'answer stopped half-way'),
});

/**
 * Converts the error of a rejected `fetch`.
 *
 * Node hides the system's error code in `cause`, or in `cause.errors` when a name has several addresses. Browsers do not
 * distinguish refused connections, CORS errors and unknown hosts.
 * @public
 */
export function networkError(error: unknown): Failure {
  const known = errorCodes(error)
    .map(code => failuresByCode[code])
    .find(found => found !== undefined);
  if (known !== undefined) {
    return known;
  }
  const [unknownCode] = errorCodes(error);
  if (unknownCode !== undefined) {
    return /^HPE_/.test(unknownCode)
      ? failure('invalid-response', 'does not speak HTTP')
      : failure('network', `connection failed: ${unknownCode}`);
  }
  if (
    error instanceof Error &&
    (error.name === 'TimeoutError' || error.name === 'AbortError')
  ) {
    return failure('timeout', 'no answer in time');
  }
  return failure('network', 'cannot be reached');
}

function errorCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 3) {
    return [];
  }
  const { code, cause, errors } = error as {
    code?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...errorCodes(cause, depth + 1),
    ...(Array.isArray(errors)
      ? errors.slice(0, 4).flatMap(inner => errorCodes(inner, depth + 1))
      : []),
  ];
}
