import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_REQUEST_MS, requestJson } from './apiRequest';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.Canary-7f3q9.c2lnbmF0dXJl';

describe('an error of the API server, or of a proxy before it', () => {
  let server: http.Server;
  beforeAll(async () => {
    server = http.createServer(({ headers, url }, response) => {
      response.statusCode = 403;
      const message = `not with ${headers.authorization}`;
      response.end(
        url === '/status'
          ? JSON.stringify({ kind: 'Status', message })
          : `<h1>${message}</h1>`,
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(() => server.close());

  it.each(['/status', '/page'])(
    'does not repeat the token of the request (%s)',
    async path => {
      const { port } = server.address() as AddressInfo;
      const access = {
        getCurrentCluster: () => ({ server: `http://127.0.0.1:${port}` }),
        applyToHTTPSOptions: async (options: { headers?: object }) => {
          options.headers = { Authorization: `Bearer ${TOKEN}` };
        },
      };
      const error: Error = await requestJson(access, 'GET', path, {
        timeoutMs: MAX_REQUEST_MS,
      }).then(
        () => new Error('it was answered'),
        reason => reason,
      );
      expect(error.message).toContain('not with ***');
      expect(error.message).not.toMatch(/canary/i);
    },
  );
});
