import {
  endpointFault,
  shownUrl,
  withoutCredentials,
} from '@nodeyard/ethereum';
import { addressFault, literalAddress } from './addresses';
import { type EndpointRule, portOf, findRule } from './endpointRule';

/**
 * Why the rules refuse a base URL, as a sentence without its path and query. The addresses of its host are checked for each connection.
 *
 * @param key - key of the rules in the configuration
 */
export function urlFault(
  text: string,
  rules: readonly EndpointRule[],
  key: string,
): string | undefined {
  const shown = shownUrl(text.slice(0, 300));
  const fault = endpointFault(text);
  if (fault !== undefined) return `"${shown}" ${fault}`;
  const url = new URL(text);
  const rule = findRule(url, rules);
  if (rule === undefined) {
    return `"${shown}" is not allowed: ${key} lists no ${formatAsRule(url)}`;
  }
  const address = literalAddress(url.hostname);
  const ofAddress = address && addressFault(address, rule.addresses);
  return ofAddress
    ? `"${shown}" is not allowed: ${address} ${ofAddress}; ${key} may name its range in "addresses"`
    : undefined;
}

/** Whether a URL may contain a key. Annotations are visible to every reader of the catalog. */
export function mayContainKey(text: string): boolean {
  return text.includes('?') || withoutCredentials(text) !== text;
}

function formatAsRule(url: URL): string {
  const scheme = url.protocol.replace(':', '');
  return `{ scheme: ${scheme}, host: ${url.hostname}, ports: [${portOf(
    url,
  )}] }`;
}
