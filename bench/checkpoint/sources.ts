import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { ServerResponse } from 'node:http';
import { ensurePresent } from '../../tests/ensurePresent';
import {
  newer,
  startBeaconApi,
  startStranger,
  stateOf,
} from '../../packages/node-health/src/checkpoint/__fixtures__/beaconApi';

const CHUNK_BYTES = 64 * 1024;

/** A certificate of localhost that a process trusts by NODE_EXTRA_CA_CERTS. */
export interface Certificate {
  file: string;
  key: Buffer;
  cert: Buffer;
}

export function makeCertificate(folder: string): Certificate {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
      ],
      ...['-nodes', '-days', '1', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  return { file: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

/** Puts TLS before a server on loopback. @returns its URL */
export async function overTls(
  url: string,
  { key, cert }: Certificate,
): Promise<string> {
  const server = createServer({ key, cert }, socket => {
    const inner = connect(Number(new URL(url).port), '127.0.0.1');
    for (const one of [socket, inner]) one.on('error', () => one.destroy());
    socket.pipe(inner).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

/** A source that never answers. */
export async function silent(certificate: Certificate): Promise<string> {
  const { url } = await startStranger(() => {});
  return overTls(url, certificate);
}

/** A source whose state begins as the recorded one and has as many bytes as a real one. */
export async function aLargeSource(bytes: number): Promise<string> {
  const state = stateOf(ensurePresent(newer));
  const send = (response: ServerResponse) => {
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': bytes,
    });
    response.write(state);
    let left = bytes - state.length;
    const more = () => {
      while (left > 0 && !response.destroyed) {
        const length = Math.min(left, CHUNK_BYTES);
        left -= length;
        if (!response.write(Buffer.alloc(length, left % 251))) break;
      }
      if (left > 0) response.once('drain', more);
      else response.end();
    };
    more();
  };
  const { url } = await startBeaconApi({
    instead: { '/debug/beacon/states/': (_, response) => send(response) },
  });
  return url;
}
