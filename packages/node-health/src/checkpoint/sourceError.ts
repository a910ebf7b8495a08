import { networkError } from '@nodeyard/ethereum';

/** Kind of failure: the source does not work, or is on another network. */
export type Fault = 'failed' | 'wrong-network';

/** Failure of a source. The message continues a sentence that begins with its URL: "returned HTTP 403". */
export class SourceError extends Error {
  /** @param status - HTTP status of the response, if there was one and it was not 200 */
  constructor(
    detail: string,
    readonly fault: Fault = 'failed',
    readonly status?: number,
  ) {
    super(detail);
  }
}

/** Converts any error of a request to a source. */
export function toSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError(`cannot be used: ${networkError(error).why}`);
}
