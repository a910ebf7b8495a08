/** A request's body, and what is to become of it: `passes`, or the backend that refuses it. */
export interface Body {
  name: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
  becomes: 'passes' | 'method' | 'batch' | 'body' | 'size' | 'http';
}

export const call = (method: string, rest = '"params":[]') =>
  `{"jsonrpc":"2.0","id":1,"method":"${method}",${rest}}`;
export const batch = (...calls: string[]) => `[${calls.join(',')}]`;
export const times = (count: number, text: string) =>
  Array.from({ length: count }, () => text);
export const ok = call('eth_chainId');
export const bad = call('admin_nodeInfo');
export const zeros = `0x${'0'.repeat(40)}`;
