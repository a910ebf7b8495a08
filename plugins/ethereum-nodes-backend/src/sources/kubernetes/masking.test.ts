import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchBounded } from './fetchBounded';
import { requestBounded } from './requestBounded';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.Canary-7f3q9.c2lnbmF0dXJl';
const PASSWORD = 'canary-password-7f3q9';
const limits = {
  signal: new AbortController().signal,
  timeoutMs: 20_000,
  maxBytes: 10_000,
};

describe('responses that quote the request', () => {
  let server: http.Server;
  let url: URL;
  beforeAll(async () => {
    server = http.createServer(({ headers }, response) => {
      const basic = headers.authorization?.split('Basic ')[1] ?? '';
      response.statusCode = 403;
      response.end(
        `${JSON.stringify(headers)} ${Buffer.from(basic, 'base64')}`,
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => server.close());

  const headers = {
    authorization: `Bearer ${TOKEN}`,
    cookie: `s=${TOKEN}`,
    'Backstage-Kubernetes-Cluster': 'eu-production',
  };

  it.each([
    ['with fetch', () => fetchBounded(fetch, url.href, headers, limits)],
    ['with a kubeconfig', () => requestBounded(http, url, { headers }, limits)],
    [
      "with a kubeconfig's password",
      () => requestBounded(http, url, { auth: `nodeyard:${PASSWORD}` }, limits),
    ],
  ])('is read without its credentials %s', async (_, get) => {
    const answer = await get();
    expect(answer).toMatchObject({ kind: 'answer', status: 403 });
    expect(JSON.stringify(answer)).toContain('***');

    expect(JSON.stringify(answer)).not.toMatch(/canary/i);
  });

  it('keep the name of the cluster', async () => {
    const answer = await fetchBounded(fetch, url.href, headers, limits);
    expect(JSON.stringify(answer)).toContain('eu-production');
  });
});
