import {
  consensusClientNames,
  executionClientNames,
  networkNames,
} from '../names/generated';

/** What is sent to an endpoint and must not come back from it. @public */
export interface Sent {
  url?: string;
  headers?: Readonly<Record<string, string>>;
}

/** Names that are no keys: masking them would hide which client it is. */
const plainNames: ReadonlySet<string> = new Set([
  ...executionClientNames,
  ...consensusClientNames,
  ...networkNames,
  ...['ethereum', 'execution', 'consensus', 'beacon', 'jsonrpc', 'json-rpc'],
]);

/**
 * Everything of a configured endpoint that may be a secret: segments of the path, parts of the query, user and password,
 * and headers, whole and after the scheme. Host and port are none: people read them.
 * @public
 */
export function secretsOf({ url, headers = {} }: Sent): string[] {
  return [
    ...(url === undefined ? [] : ofUrl(url)),
    ...Object.values(headers).flatMap(ofHeader),
  ].filter(secret => !plainNames.has(secret.toLowerCase()));
}

function ofUrl(url: string): string[] {
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

/** `Bearer x`, `Basic x` with what it encodes, and the values of `a=x; b=y`. */
function ofHeader(value: string): string[] {
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
