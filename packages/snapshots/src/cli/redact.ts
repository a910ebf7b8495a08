import { createMasker, storeKinds, type StoreKind } from '@nodeyard/ethereum';

const SECRET_VARIABLES = [
  ...Object.values<StoreKind>(storeKinds).flatMap(
    ({ credentials: { required, optional } }) => [...required, ...optional],
  ),
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];

/** Mask the credentials of the environment in a text before it is printed. */
export function redactSecrets(text: string): string {
  return createMasker(SECRET_VARIABLES.map(name => process.env[name] ?? ''))(
    text,
  );
}

/** Stack of a defect, without credentials. */
export function redactedStack(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return redactSecrets(stack ?? String(error));
}
