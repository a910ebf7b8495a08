import { ResponseError } from '@backstage/errors';

/** Whether an error is a 403, or the NotAllowedError that it is parsed to. */
export function isForbidden(error: Error): boolean {
  const status = error instanceof ResponseError ? error.statusCode : undefined;
  return status === 403 || error.name === 'NotAllowedError';
}
