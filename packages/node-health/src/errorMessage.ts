/** Message of a thrown value. Fields are read instead of `instanceof Error`, which is false for errors of another realm. */
export function errorMessage(error: unknown): string {
  const message = field(error, 'message');
  return message ?? String(error);
}

/** System error code, e.g. `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return field(error, 'code');
}

function field(error: unknown, name: 'message' | 'code'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
