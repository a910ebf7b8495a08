import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { literalAddress } from './addresses';

const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const name = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`);

/** A name, the names below one, or an address: in the form in which URLs are compared with it. */
const hostPattern = z
  .string()
  .max(255)
  .transform((text, context) => {
    const pattern = text.toLowerCase();
    const address = literalAddress(pattern);
    if (address !== undefined) return ipaddr.parse(address).toString();
    // Four numbers too large for an address, or 127.1, would be compared as a name and called as something else.
    if (name.test(pattern) && /[a-z_][^.]*$/.test(pattern)) return pattern;
    context.addIssue(
      `"${text}" is no host: write a name (rpc.acme.example), the names below one (*.acme.example), or an IP address`,
    );
    return z.NEVER;
  });

const cidr = z
  .string()
  .max(64)
  .refine(text => ipaddr.isValidCIDR(text), {
    error: issue =>
      `"${String(
        issue.input,
      )}" is no range of addresses: write it like 10.20.0.0/16 or fd12::/16`,
  });

/** Endpoints that may be called; config.d.ts documents it. */
export const endpointRuleSchema = z.strictObject({
  scheme: z.enum(['http', 'https']),
  host: hostPattern,
  ports: z.array(z.number().int().min(1).max(65_535)).min(1).max(50).optional(),
  addresses: z.array(cidr).min(1).max(50).optional(),
});

export type EndpointRule = z.infer<typeof endpointRuleSchema>;

const DEFAULT_PORTS = { http: 80, https: 443 };

/** The rule under which a URL may be called, before its name is resolved. */
export function findRule(
  url: URL,
  rules: readonly EndpointRule[],
): EndpointRule | undefined {
  const host = normalizeHost(url.hostname);
  return rules.find(
    rule =>
      url.protocol === `${rule.scheme}:` &&
      (rule.ports ?? [DEFAULT_PORTS[rule.scheme]]).includes(portOf(url)) &&
      matches(host, rule.host),
  );
}

/** The port that a URL leads to, written or not. */
export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}

/** The dot of the root is not written in patterns, and one address has one spelling. */
function normalizeHost(hostname: string): string {
  const address = literalAddress(hostname);
  return address === undefined
    ? hostname.toLowerCase().replace(/\.$/, '')
    : ipaddr.parse(address).toString();
}

/** A pattern for names covers no address, since none of them ends in a number. */
function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}
