/**
 * Whether a client's version is older than another, by the numbers that it begins with: `v1.17.8-stable` is 1.17.8.
 *
 * @returns false if either has no such numbers: versions that cannot be compared are accepted
 */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(than)];
  if (!a || !b) return false;
  const at = ([0, 1, 2] as const).find(n => a[n] !== b[n]);
  return at !== undefined && a[at] < b[at];
}

function numbersOf(version: string): [number, number, number] | undefined {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(version);
  return found
    ? [Number(found[1]), Number(found[2]), Number(found[3])]
    : undefined;
}

/** A version as in manifests: without name, `v` and build metadata. `Geth/v1.17.8-stable/linux` is 1.17.8-stable. */
export function normalizeVersion(version: string): string {
  const [, found] = /v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)/.exec(version) ?? [];
  return found ?? version;
}
