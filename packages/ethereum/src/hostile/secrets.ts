import {
  consensusClientNames,
  executionClientNames,
  networkNames,
} from '../names/generated';

/** URL and headers of an endpoint, which may contain secrets. @public */
export interface EndpointOptions {
  url?: string;
  headers?: Readonly<Record<string, string>>;
}

/** Names that are no keys: masking them would hide which client it is. */
const publicNames: ReadonlySet<string> = new Set([
  ...executionClientNames,
  ...consensusClientNames,
  ...networkNames,
  ...['ethereum', 'execution', 'consensus', 'beacon', 'jsonrpc', 'json-rpc'],
]);

/**
 * Potential secrets of a configured endpoint: path segments, query values, user and password, and headers, whole and after the scheme.
 * Host and port are not secret.
 * @public
 */
export function secretsOf({ url, headers = {} }: EndpointOptions): string[] {
  return [
    ...(url === undefined ? [] : secretsOfUrl(url)),
    ...Object.values(headers).flatMap(secretsOfHeader),
  ].filter(secret => !publicNames.has(secret.toLowerCase()));
}

function secretsOfUrl(url: string): string[] {
  if (!URL.canParse(url)) {
    return [];
  }
  const { pathname, search, username, password } = new URL(url);
  const parts = search
    .slice(1)
    .split('&')
    .map(part => part.slice(part.indexOf('=') + 1));
  return [...pathname.split('/'), ...parts, username, password];
}

/** Secrets of a header: `Bearer x`, `Basic x` with the decoded value, and the values of `a=x; b=y`. */
function secretsOfHeader(value: string): string[] {
  const [, scheme = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(value) ?? [];
  const basic = scheme.toLowerCase() === 'basic' ? fromBase64(rest) : '';
  return [
    value,
    rest,
    basic,
    basic.slice(basic.indexOf(':') + 1),
    ...value
      .split(/[;,]\s*/)
      .map(part => part.slice(part.indexOf('=') + 1).replace(/^"|"$/g, '')),
  ];
}

function fromBase64(text: string): string {
  try {
    return atob(text.trim());
  } catch {
    return '';
  }
}
