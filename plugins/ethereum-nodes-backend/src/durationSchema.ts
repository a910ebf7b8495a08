import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { z } from 'zod';

const EXPECTED =
  'expected a duration such as { seconds: 15 }, "15s" or "PT15S"';

/** A string is converted by ConfigReader: values of the environment are strings. */
const amount = z
  .union([z.number().min(0).max(Number.MAX_SAFE_INTEGER), z.string().max(100)])
  .optional();

/** The forms that readDurationFromConfig accepts. */
const configuredDuration = z.union(
  [
    z.string().max(100),
    z.strictObject({
      years: amount,
      months: amount,
      weeks: amount,
      days: amount,
      hours: amount,
      minutes: amount,
      seconds: amount,
      milliseconds: amount,
    }),
  ],
  EXPECTED,
);

/**
 * A duration of the configuration, in milliseconds.
 *
 * @param min - in seconds, like `max`
 */
export const durationSchema = (
  { min, max }: { min: number; max: number },
  fallback: HumanDuration,
) =>
  configuredDuration
    .transform((value, context) => {
      const ms = parseDuration(value);
      if (ms !== undefined && ms >= min * 1000 && ms <= max * 1000) return ms;
      context.addIssue(
        ms === undefined
          ? EXPECTED
          : `expected a duration from ${min} s to ${max} s, got ${ms / 1000} s`,
      );
      return z.NEVER;
    })
    .prefault(fallback);

function parseDuration(
  value: z.infer<typeof configuredDuration>,
): number | undefined {
  try {
    const duration = readDurationFromConfig(
      new ConfigReader({ duration: value }),
      { key: 'duration' },
    );
    const ms = durationToMilliseconds(duration);
    return Number.isFinite(ms) ? ms : undefined;
  } catch {
    return undefined;
  }
}
