import { createMasker } from '@nodeyard/ethereum';

/** Mask the credentials of the environment in a text before it is printed. */
export function redactCredentials(text: string): string {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } =
    process.env;
  return createMasker([
    AWS_ACCESS_KEY_ID ?? '',
    AWS_SECRET_ACCESS_KEY ?? '',
    AWS_SESSION_TOKEN ?? '',
  ])(text);
}

/** Stack of a defect, without credentials. */
export function redactedStack(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return redactCredentials(stack ?? String(error));
}
