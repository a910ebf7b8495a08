import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import ipaddr from 'ipaddr.js';

/** Allowed ranges by default, named as in ipaddr.js. */
const UNICAST_RANGES: ReadonlySet<string> = new Set([
  'unicast',
  'private',
  'uniqueLocal',
]);

/**
 * Cloud metadata services outside of the link-local range: Azure's WireServer, and the IPv6 addresses of EC2 and Google Cloud.
 * Those of Alibaba Cloud and Oracle Cloud are in ranges that are refused.
 */
const METADATA_ADDRESSES: ReadonlySet<string> = new Set([
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
]);

/**
 * Why an address may not be called, whoever configured it: metadata services give credentials of the machine to every caller, and
 * link-local addresses are where most of them are.
 */
export function metadataFault(address: string): Message | undefined {
  if (!ipaddr.isValid(address)) return say('address-invalid', { address });
  // An IPv4-mapped address is called as IPv4.
  const parsed = ipaddr.process(address);
  if (METADATA_ADDRESSES.has(parsed.toString())) {
    return say('address-of-metadata', { address });
  }
  const range = parsed.range();
  return range === 'linkLocal'
    ? say('address-in-range', { address, range })
    : undefined;
}

/**
 * Why an address may not be called.
 *
 * @param allowed - CIDRs. If given, the address must be in one of them, and may be in any range.
 */
export function addressFault(
  address: string,
  allowed?: readonly string[],
): Message | undefined {
  if (!ipaddr.isValid(address)) return say('address-invalid', { address });
  const parsed = ipaddr.parse(address);
  if (allowed) {
    return allowed.some(cidr => contains(cidr, parsed))
      ? undefined
      : say('address-outside', { address, ranges: allowed.join(', ') });
  }
  if (METADATA_ADDRESSES.has(parsed.toString())) {
    return say('address-of-metadata', { address });
  }
  const range = parsed.range();
  return UNICAST_RANGES.has(range)
    ? undefined
    : say('address-in-range', { address, range });
}

function contains(cidr: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [base, bits] = ipaddr.parseCIDR(cidr);
  // An IPv4-mapped address is IPv6: 127.0.0.0/8 does not match ::ffff:127.0.0.1.
  return base.kind() === address.kind() && address.match(base, bits);
}

/** The IP address in the host of a URL, without the brackets of IPv6. */
export function literalAddress(hostname: string): string | undefined {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  // Excludes 127.1 and 0x7f.1, which ipaddr.js accepts: URL parsers normalize them.
  return ipaddr.IPv4.isValidFourPartDecimal(address) ||
    ipaddr.IPv6.isValid(address)
    ? address
    : undefined;
}
