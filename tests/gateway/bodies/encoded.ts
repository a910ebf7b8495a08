import { gzipSync } from 'node:zlib';
import { bad, batch, call, ok, type Body } from './body';

/** Bytes that are not text as it is written. */
export const encoded: Body[] = [
  {
    name: 'UTF-16, little end first',
    body: Buffer.from(bad, 'utf16le'),
    becomes: 'body',
  },
  {
    name: 'UTF-16 with its marker',
    body: Buffer.from(`\ufeff${bad}`, 'utf16le'),
    becomes: 'body',
  },
  {
    name: 'UTF-32',
    body: Buffer.concat(
      [...bad].map(letter => Buffer.from([0, 0, 0, letter.charCodeAt(0)])),
    ),
    becomes: 'body',
  },
  {
    name: 'an overlong letter',
    body: Buffer.concat([
      Buffer.from('{"method":"eth_chainId","'),
      Buffer.from([0xc1, 0xad]),
      Buffer.from('ethod":"admin_nodeInfo"}'),
    ]),
    becomes: 'body',
  },
  {
    name: 'gzip that says so',
    body: gzipSync(bad),
    headers: { 'content-encoding': 'gzip' },
    becomes: 'http',
  },
  { name: 'gzip that does not say so', body: gzipSync(bad), becomes: 'body' },
  {
    name: 'an encoding of no effect',
    body: ok,
    headers: { 'content-encoding': 'identity' },
    becomes: 'http',
  },
  {
    name: 'UTF-7',
    body: '+AHs-+ACI-method+ACI-:+ACI-admin+AF8-nodeInfo+ACIAfQ-',
    headers: { 'content-type': 'application/json; charset=utf-7' },
    becomes: 'http',
  },
  {
    name: 'a charset of two bytes',
    body: ok,
    headers: { 'content-type': 'application/json; charset=utf-16' },
    becomes: 'http',
  },
  {
    name: 'plain text, as a foreign page can post it',
    body: ok,
    headers: { 'content-type': 'text/plain' },
    becomes: 'http',
  },
  {
    name: 'a form',
    body: ok,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    becomes: 'http',
  },
  {
    name: 'a body above the limit',
    body: call('eth_call', `"params":["0x${'a'.repeat(262_144)}"]`),
    becomes: 'size',
  },
  {
    name: 'a body of megabytes',
    body: call('eth_call', `"params":["0x${'a'.repeat(4_000_000)}"]`),
    becomes: 'size',
  },
  {
    name: 'a forbidden call behind what is buffered',
    body: `${batch(
      ok,
      call('eth_call', `"params":["0x${'a'.repeat(300_000)}"]`),
      bad,
    )}`,
    becomes: 'size',
  },
];
