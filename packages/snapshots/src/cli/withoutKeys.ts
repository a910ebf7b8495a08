import { masker } from '@nodeyard/ethereum';

/** The last guard: whatever went wrong, the keys of the environment are not printed. */
export function withoutKeys(text: string): string {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } =
    process.env;
  return masker([
    AWS_ACCESS_KEY_ID ?? '',
    AWS_SECRET_ACCESS_KEY ?? '',
    AWS_SESSION_TOKEN ?? '',
  ])(text);
}

/** Of a defect, for its report. */
export function stackOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return withoutKeys(stack ?? String(error));
}
