import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { literalAddress } from './addresses';

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const name = new RegExp(`^(\\*\\.)?${LABEL}(\\.${LABEL})*$`);

/** A host name, a wildcard for its subdomains, or an IP address, normalized as in URLs. */
const hostPattern = z
  .string()
  .max(255)
  .transform((text, context) => {
    const pattern = text.toLowerCase();
    const address = literalAddress(pattern);
    if (address !== undefined) return ipaddr.parse(address).toString();
    // A last label that is a number would be parsed as an IPv4 address in a URL.
    if (name.test(pattern) && /[a-z_][^.]*$/.test(pattern)) return pattern;
    context.addIssue(
      `"${text}" is not a host: use a name (rpc.acme.example), a wildcard for subdomains (*.acme.example), or an IP address`,
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
      )}" is not a CIDR such as 10.20.0.0/16 or fd12::/16`,
  });

/** An allow-list entry; config.d.ts documents it. */
export const endpointRuleSchema = z.strictObject({
  scheme: z.enum(['http', 'https']),
  host: hostPattern,
  ports: z.array(z.number().int().min(1).max(65_535)).min(1).max(50).optional(),
  addresses: z.array(cidr).min(1).max(50).optional(),
});

export type EndpointRule = z.infer<typeof endpointRuleSchema>;

const DEFAULT_PORTS = { http: 80, https: 443 };

/** The rule that allows a URL, before its host name is resolved. */
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

/** Explicit or default port of a URL. */
export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}

/** Without a trailing dot; IP addresses in canonical form. */
function normalizeHost(hostname: string): string {
  const address = literalAddress(hostname);
  return address === undefined
    ? hostname.toLowerCase().replace(/\.$/, '')
    : ipaddr.parse(address).toString();
}

/** A wildcard matches no IP address, because its last label is not a number. */
function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}
