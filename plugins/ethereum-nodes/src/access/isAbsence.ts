import { NotFoundError, ResponseError } from '@backstage/errors';

/** Whether what was asked for is not there, or hidden as if it were not. */
export function isAbsence(error: unknown): boolean {
  return (
    error instanceof NotFoundError ||
    (error instanceof ResponseError && error.statusCode === 404)
  );
}
