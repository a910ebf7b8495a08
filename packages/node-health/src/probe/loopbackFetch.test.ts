import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../__fixtures__/clients';
import { loopbackFetch } from './loopbackFetch';

describe('loopbackFetch', () => {
  let server: Server | undefined;
  const client = loopbackFetch();
  afterEach(() => server?.closeAllConnections());
  afterEach(() => server?.close());
  afterAll(() => client.close());

  const serve = async (listener: RequestListener) => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('sends method, headers and body, and returns status and body', async () => {
    const url = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.writeHead(202).end(
        JSON.stringify({
          method: request.method,
          type: request.headers['content-type'],
          body,
        }),
      );
    });
    const { status, body } = await client.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":1}',
    });
    expect(status).toBe(202);
    expect(JSON.parse(await textOf(body))).toEqual({
      method: 'POST',
      type: 'application/json',
      body: '{"id":1}',
    });
  });

  it('keeps a connection for the next request', async () => {
    let connections = 0;
    const url = await serve((_, response) => response.end('x'));
    server?.on('connection', () => {
      connections += 1;
    });
    for (let i = 0; i < 5; i++) await textOf((await client.fetch(url)).body);
    expect(connections).toBe(1);
  });

  it('rejects with the code of a refused connection, as fetch does', async () => {
    await expect(
      client.fetch(`http://127.0.0.1:${await freePort()}`),
    ).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('rejects with the reason of an aborted signal, as fetch does', async () => {
    const url = await serve(() => {});
    await expect(
      client.fetch(url, { signal: AbortSignal.timeout(50) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('ends a body that stops half-way when the signal is aborted', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
    });
    const { body } = await client.fetch(url, {
      signal: AbortSignal.timeout(100),
    });
    await expect(textOf(body)).rejects.toThrow();
  });

  it('stops reading when the body is cancelled', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const url = await serve((_, response) => {
      closed = once(response, 'close');
      const write = () =>
        response.write(Buffer.alloc(65_536), () => setImmediate(write));
      write();
    });
    const { body } = await client.fetch(url);
    const reader = body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(await closed).toBeDefined();
  });
});

async function textOf(
  body: ReadableStream<Uint8Array> | null,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
}
