const MAX_URL_LENGTH = 2000;

/** A name of DNS, an IPv4 address, or an IPv6 address in brackets. */
const host = /^([a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])$/;

/** Addresses to listen on, which are none to call. */
const unspecifiedAddresses = new Set(['0.0.0.0', '[::]']);

/**
 * What is wrong with the base URL of an HTTP endpoint; completes a sentence that begins with it.
 *
 * @returns undefined for a URL of http or https with a host, without user and password, fragment, and what a parser would
 * silently drop
 * @public
 */
export function endpointFault(url: string): string | undefined {
  if (url.length > MAX_URL_LENGTH) {
    return `has ${url.length} characters, ${MAX_URL_LENGTH} are the most`;
  }
  // eslint-disable-next-line no-control-regex
  if (/[\s\\\u0000-\u001f\u007f-\u009f]/.test(url)) {
    return 'has spaces, backslashes or control characters in it';
  }
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    return 'is no http:// or https:// URL';
  }
  const { hostname, username, password } = new URL(url);
  if (username || password || /^https?:\/\/[^/?#]*@/i.test(url)) {
    return 'holds credentials';
  }
  if (!host.test(hostname) || unspecifiedAddresses.has(hostname)) {
    return `has "${hostname}" for a host, which is no name and no address that can be called`;
  }
  return url.includes('#') ? 'has a fragment, which is never sent' : undefined;
}
