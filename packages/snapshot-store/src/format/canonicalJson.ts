/**
 * Canonical JSON: the part of RFC 8785 that strings, safe integers, booleans and null need.
 *
 * @throws TypeError for a number that is not a safe integer, and for a value that JSON cannot represent
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return integer(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return object(value);
  throw new TypeError(`${typeof value} has no canonical JSON`);
}

function integer(value: number): string {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  throw new TypeError(`${value} is no safe integer: it has no canonical JSON`);
}

function object(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // Default comparison of strings is by UTF-16 code unit, as RFC 8785 asks.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`,
    );
  return `{${members.join(',')}}`;
}
