/** Message of whatever was thrown. Errors of Node itself are no `instanceof Error` of another realm, so fields decide. */
export function errorMessage(error: unknown): string {
  const message = field(error, 'message');
  return message ?? String(error);
}

/** The system's code of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return field(error, 'code');
}

function field(error: unknown, name: 'message' | 'code'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
