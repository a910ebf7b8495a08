import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody, type ProbeRequest } from '@nodeyard/ethereum';
import { freePort } from '../__fixtures__/clients';
import { loopbackFetch, type LoopbackClient } from './loopbackFetch';

const MAX_BYTES = 100_000;

/** The text of a response, and whether its connection is new. */
async function ask(
  client: LoopbackClient,
  url: string,
  differs: Partial<ProbeRequest> = {},
) {
  const response = await client.fetch(url, {
    method: 'GET',
    headers: {},
    signal: new AbortController().signal,
    redirect: 'manual',
    maxBytes: MAX_BYTES,
    ...differs,
  });
  return { ...response, text: await readBody(response, MAX_BYTES) };
}

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
    const { status, text } = await ask(client, url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":1}',
    });
    expect(status).toBe(202);
    expect(JSON.parse(text.ok ? text.value : '')).toEqual({
      method: 'POST',
      type: 'application/json',
      body: '{"id":1}',
    });
  });

  it('keeps a connection for the next request, and shows which one is new', async () => {
    const url = await serve((_, response) => response.end('x'));
    const isNew: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      isNew.push((await ask(client, url)).reconnected);
    }
    server?.closeAllConnections();
    // The client may notice the end of the connection with the next request only.
    const next = await ask(client, url).catch(() => ask(client, url));
    expect([...isNew, next.reconnected]).toEqual([true, false, false, true]);
  });

  it('rejects with the code of a refused connection, as fetch does', async () => {
    await expect(
      ask(client, `http://127.0.0.1:${await freePort()}`),
    ).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('rejects with the reason of an aborted signal, as fetch does', async () => {
    const url = await serve(() => {});
    await expect(
      ask(client, url, { signal: AbortSignal.timeout(50) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('ends a body that stops half-way when the signal is aborted', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
    });
    await expect(
      ask(client, url, { signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('rejects when the connection ends half-way', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    await expect(ask(client, url)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    });
  });

  it('stops reading at the limit', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const url = await serve((_, response) => {
      closed = once(response, 'close');
      const write = () =>
        response.write(Buffer.alloc(65_536), () => setImmediate(write));
      write();
    });
    const { text } = await ask(client, url);
    expect(text).toMatchObject({ ok: false, reason: 'invalid-response' });
    expect(await closed).toBeDefined();
  });
});
