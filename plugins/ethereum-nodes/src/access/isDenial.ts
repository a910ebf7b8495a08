import { ResponseError } from '@backstage/errors';

/** Whether the backend answered that the caller may not, as opposed to any other failure. */
export function isDenial(error: Error): boolean {
  const status = error instanceof ResponseError ? error.statusCode : undefined;
  return status === 403 || error.name === 'NotAllowedError';
}
