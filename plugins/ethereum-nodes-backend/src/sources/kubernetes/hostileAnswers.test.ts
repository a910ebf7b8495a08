import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { fetchBounded } from './fetchBounded';
import { requestBounded } from './requestBounded';

const limits = {
  signal: new AbortController().signal,
  timeoutMs: 20_000,
  maxBytes: 100_000,
};
/** 64 MiB in 64 KiB. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));

describe('a response of a cluster', () => {
  let server: http.Server;
  let url: URL;
  let elsewhere = 0;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      if (request.url === '/elsewhere') elsewhere += 1;
      if (request.url === '/bomb') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
        return;
      }
      const status = Number(request.url?.slice(1));
      response.writeHead(status || 200, { location: '/elsewhere' }).end('x');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const gets = {
    'with fetch': (at: URL) => fetchBounded(fetch, at.href, {}, limits),
    'with a kubeconfig': (at: URL) => requestBounded(http, at, {}, limits),
  };

  it.each(
    Object.entries(gets).flatMap(([name, get]) =>
      [301, 302, 303, 307, 308].map(status => [name, status, get] as const),
    ),
  )('is followed nowhere %s: %s', async (_, status, get) => {
    expect(await get(new URL(`/${status}`, url))).toMatchObject({ status });
    expect(elsewhere).toBe(0);
  });

  it('is not decompressed beyond the limit', async () => {
    expect(await gets['with fetch'](new URL('/bomb', url))).toMatchObject({
      kind: 'none',
      reason: 'too-large',
    });
    // The HTTP client of Node.js does not decompress.
    const packed = await gets['with a kubeconfig'](new URL('/bomb', url));
    expect(packed).toMatchObject({ kind: 'answer', status: 200 });
    expect(JSON.stringify(packed).length).toBeLessThan(10 * limits.maxBytes);
  });
});
