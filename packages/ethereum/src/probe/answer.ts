import type { FailureReason } from '../health/sample';

/**
 * Failure of one call.
 * @public
 */
export interface Failure {
  ok: false;
  reason: FailureReason;
  /** Readable text without the endpoint: `connection refused`. */
  why: string;
  /** JSON-RPC error code; null when the result was null. */
  code?: number | null;
  /** The answer exceeds a limit, which no honest client does: nothing more is read from it in this probe. */
  excessive?: boolean;
}

/** Result of one call. @public */
export type Answer<T> = { ok: true; value: T } | Failure;

export const failure = (
  reason: FailureReason,
  why: string,
  code?: number | null,
): Failure => ({
  ok: false,
  reason,
  why,
  ...(code === undefined ? {} : { code }),
});
