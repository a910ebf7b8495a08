const MAX_URL_LENGTH = 2000;

/** A name of DNS, an IPv4 address, or an IPv6 address in brackets. */
const host = /^([a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])$/;

/** Addresses that are valid for listening only. */
const unspecifiedAddresses = new Set(['0.0.0.0', '[::]']);

/**
 * Fault of the base URL of an HTTP endpoint; completes a sentence that begins with the URL.
 *
 * @returns undefined for an http or https URL with a host and without credentials, fragment and characters that a parser would
 * silently drop
 * @public
 */
export function endpointFault(url: string): string | undefined {
  if (url.length > MAX_URL_LENGTH) {
    return `has ${url.length} characters, more than ${MAX_URL_LENGTH}`;
  }
  // eslint-disable-next-line no-control-regex
  if (/[\s\\\u0000-\u001f\u007f-\u009f]/.test(url)) {
    return 'contains spaces, backslashes or control characters';
  }
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    return 'is not an http:// or https:// URL';
  }
  const { hostname, username, password } = new URL(url);
  if (username || password || /^https?:\/\/[^/?#]*@/i.test(url)) {
    return 'contains credentials';
  }
  if (!host.test(hostname) || unspecifiedAddresses.has(hostname)) {
    return `has the host "${hostname}", which is neither a DNS name nor a callable address`;
  }
  return url.includes('#') ? 'has a fragment, which is never sent' : undefined;
}
