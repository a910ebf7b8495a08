/**
 * Name and release from the result of `web3_clientVersion` or `/eth/v1/node/version`:
 * `Geth/v1.17.10-stable-4a5c7b2/linux-amd64/go1.24` becomes `Geth 1.17.10`.
 */
export function shortClientVersion(version: string): string {
  const match = /^([A-Za-z][\w.-]*)\/v?(\d+(?:\.\d+)*)/.exec(version);
  return match ? `${match[1]} ${match[2]}` : version;
}
