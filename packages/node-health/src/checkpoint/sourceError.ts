import { networkError } from '@nodeyard/ethereum';

/** A source that does not work, or one that works and is of another network. */
export type Fault = 'failed' | 'wrong-network';

/** Why a source gave nothing that can be used, as a sentence about it without a subject: "answers HTTP 403". */
export class SourceError extends Error {
  /** @param status - what it answered, where it answered at all and with no 200 */
  constructor(
    detail: string,
    readonly fault: Fault = 'failed',
    readonly status?: number,
  ) {
    super(detail);
  }
}

/** Any error of a request to a source as such a sentence. */
export function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError(`cannot be used: ${networkError(error).why}`);
}
