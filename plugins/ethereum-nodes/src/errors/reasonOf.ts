import { ResponseError } from '@backstage/errors';

/** Message of an error. That of a response is the backend's: its own message has the HTTP status only. */
export function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
