/**
 * Category of an expected failure.
 *
 * `refused` a precondition does not hold; `corrupt` an object in the store is damaged or altered; `store-unavailable` the store
 * does not answer or cannot be written; `cancelled` a signal was received. @public
 */
export type SnapshotErrorKind =
  | 'refused'
  | 'corrupt'
  | 'store-unavailable'
  | 'cancelled';

/** Expected failure, thrown inside the package and converted to a result at its public functions by `toResult`. */
export class SnapshotError extends Error {
  constructor(
    readonly kind: SnapshotErrorKind,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'SnapshotError';
  }
}

/** Returned to callers instead of an exception. `code` is stable, `message` is for humans. @public */
export type Result<T> =
  | ({ ok: true } & T)
  | { ok: false; kind: SnapshotErrorKind; code: string; message: string };

export const refused = (code: string, message: string) =>
  new SnapshotError('refused', code, message);
export const corrupt = (code: string, message: string) =>
  new SnapshotError('corrupt', code, message);
export const unavailable = (code: string, message: string) =>
  new SnapshotError('store-unavailable', code, message);
export const cancelled = (message: string) =>
  new SnapshotError('cancelled', 'cancelled', message);

/** Convert expected failures to results; defects stay exceptions. */
export async function toResult<T extends object>(
  work: () => Promise<T>,
): Promise<Result<T>> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return {
      ok: false,
      kind: error.kind,
      code: error.code,
      message: error.message,
    };
  }
}

/** @throws SnapshotError `cancelled` when the signal is aborted */
export function throwIfAborted(
  signal: AbortSignal | undefined,
  where: string,
): void {
  if (signal?.aborted) {
    throw cancelled(
      `Cancelled by a signal ${where}. Run the same command again to continue.`,
    );
  }
}

/** The value of a result; its failure is thrown. */
export function unwrap<T extends object>(outcome: Result<T>): T {
  if (outcome.ok) return outcome;
  throw new SnapshotError(outcome.kind, outcome.code, outcome.message);
}

/** Message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
