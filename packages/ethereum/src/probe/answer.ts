import type { FailureReason } from '../health/sample';

/**
 * Why one call gave nothing usable.
 * @public
 */
export interface Failure {
  ok: false;
  reason: FailureReason;
  /** Readable text without the endpoint: `connection refused`. */
  why: string;
  /** JSON-RPC error code; null when the result was null. */
  code?: number | null;
  /** True of what no honest client sends: nothing more is read of it in the same probe. */
  excessive?: boolean;
}

/** What one call brought. @public */
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
