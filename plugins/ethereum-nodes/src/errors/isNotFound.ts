import { NotFoundError, ResponseError } from '@backstage/errors';

/** Whether an error is a 404. The backend returns it for missing and for hidden resources. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof NotFoundError ||
    (error instanceof ResponseError && error.statusCode === 404)
  );
}
