/**
 * Client name in a version string, as in `@nodeyard/ethereum`: `geth` for
 * `Geth/v1.17.10-stable/linux-amd64/go1.26.8`, `anvil` for `anvil/v1.7.1`.
 */
export function parseClientName(
  version: string | undefined,
): string | undefined {
  return version?.match(/^[A-Za-z][A-Za-z0-9-]{0,63}/)?.[0].toLowerCase();
}
