/**
 * Why work ended before it was done.
 *
 * `refused` nothing was touched, or the way is unsafe; `corrupt` the store holds something that is not what it says;
 * `store-unavailable` the store does not answer or cannot be written; `cancelled` somebody asked to stop. @public
 */
export type StoppedKind =
  | 'refused'
  | 'corrupt'
  | 'store-unavailable'
  | 'cancelled';

/** Expected end of work, thrown inside the package and turned into a result at its border by `settled`. */
export class Stopped extends Error {
  constructor(
    readonly kind: StoppedKind,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Stopped';
  }
}

/** What a caller gets instead of an exception. `code` is stable, `message` is a sentence for people. @public */
export type Outcome<T> =
  | ({ ok: true } & T)
  | { ok: false; kind: StoppedKind; code: string; message: string };

export const refused = (code: string, message: string) =>
  new Stopped('refused', code, message);
export const corrupt = (code: string, message: string) =>
  new Stopped('corrupt', code, message);
export const unavailable = (code: string, message: string) =>
  new Stopped('store-unavailable', code, message);
export const cancelled = (message: string) =>
  new Stopped('cancelled', 'cancelled', message);

/** Run work; expected ends become results, defects stay exceptions. */
export async function settled<T extends object>(
  work: () => Promise<T>,
): Promise<Outcome<T>> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return {
      ok: false,
      kind: error.kind,
      code: error.code,
      message: error.message,
    };
  }
}

/** @throws Stopped `cancelled`, when somebody asked to stop */
export function heed(signal: AbortSignal | undefined, where: string): void {
  if (signal?.aborted)
    throw cancelled(
      `Stopped ${where} as asked. Run the same command again to continue.`,
    );
}

/** Inside `settled`, an outcome that is not ok is thrown again, to come out as the command's own. */
export function unwrapped<T extends object>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome;
  throw new Stopped(outcome.kind, outcome.code, outcome.message);
}
