import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  endpointFault,
  type Message,
  redactUrl,
  redactCredentials,
} from '@nodeyard/ethereum';
import { addressFault, literalAddress } from './addresses';
import { type EndpointRule, portOf, findRule } from './endpointRule';

/**
 * Why a base URL may not be called under these rules, without its path and its query. What its name resolves to is checked when it
 * is called.
 *
 * @param key - key of the rules in the configuration
 */
export function urlFault(
  text: string,
  rules: readonly EndpointRule[],
  key: string,
): Message | undefined {
  const url = redactUrl(text.slice(0, 300));
  if (endpointFault(text) !== undefined) {
    return say('endpoint-malformed', { url });
  }
  const parsed = new URL(text);
  const rule = findRule(parsed, rules);
  if (rule === undefined) {
    return say('endpoint-unlisted', { url, key, rule: formatAsRule(parsed) });
  }
  const address = literalAddress(parsed.hostname);
  const fault = address && addressFault(address, rule.addresses);
  return fault
    ? say('endpoint-address-refused', { url, fault, key })
    : undefined;
}

/** Whether a URL may contain a key. Annotations are visible to every reader of the catalog. */
export function mayContainKey(text: string): boolean {
  return text.includes('?') || redactCredentials(text) !== text;
}

function formatAsRule(url: URL): string {
  const scheme = url.protocol.replace(':', '');
  return `{ scheme: ${scheme}, host: ${url.hostname}, ports: [${portOf(
    url,
  )}] }`;
}
