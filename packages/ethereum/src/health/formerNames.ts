/*
 * Names that were replaced in 0.2: sidecars before it answer with them, and backends before it stored them. They are read until
 * 0.3.0; docs/upgrading.md lists them.
 */

const formerReasons: Record<string, string> = { garbage: 'invalid-response' };

/** A `FailureReason` by its current name; every other value as it is. */
export function currentReason(value: unknown): unknown {
  return typeof value === 'string' && Object.hasOwn(formerReasons, value)
    ? formerReasons[value]
    : value;
}

/** A verdict with `forkReady`, which was the opposite of `forkNotReady`. */
export function withForkReady(value: unknown): unknown {
  return typeof value === 'object' &&
    value !== null &&
    !('forkReady' in value) &&
    'forkNotReady' in value &&
    typeof value.forkNotReady === 'boolean'
    ? { ...value, forkReady: !value.forkNotReady }
    : value;
}

/**
 * The former name beside the current one, for readers of a status or of the REST API that have not been upgraded.
 *
 * @public
 */
export function withForkNotReady<Named extends { forkReady: boolean }>(
  value: Named,
): Named & { forkNotReady: boolean } {
  return { ...value, forkNotReady: !value.forkReady };
}
