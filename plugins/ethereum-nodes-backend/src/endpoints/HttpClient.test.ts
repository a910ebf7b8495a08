import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody, type ProbeFetch } from '@nodeyard/ethereum';
import { fetchOfDispatcher, HttpClient } from './HttpClient';

const GLOBAL_DISPATCHER = Symbol.for('undici.globalDispatcher.1');

let server: Server;
let url: string;
let connections: number;
let userAgent: string | undefined;
beforeEach(async () => {
  connections = 0;
  server = createServer((request, response) => {
    if (request.url === '/hangs') return;
    userAgent = request.headers['user-agent'];
    response.end('answer');
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

async function ask(fetch: ProbeFetch, maxBytes = 1024) {
  const response = await fetch(url, {
    method: 'GET',
    headers: {},
    signal: new AbortController().signal,
    redirect: 'manual',
    maxBytes,
  });
  return {
    isNew: response.reconnected,
    body: await readBody(response, maxBytes),
  };
}

describe('HttpClient', () => {
  it('keeps one connection, and states which one is new', async () => {
    const client = new HttpClient();
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await ask(client.fetch));
    client.close();
    expect(answers.map(({ isNew }) => isNew)).toEqual([true, false, false]);
    expect(answers[2]?.body).toEqual({ ok: true, value: 'answer' });
    expect(connections).toBe(1);
    expect(userAgent).toBe('nodeyard');
  });

  it('closes idle connections, and those in use after their request', async () => {
    const client = new HttpClient();
    await ask(client.fetch);
    const closed = new Promise(resolve => {
      server.once('connection', socket => socket.once('close', resolve));
    });
    client.close();
    await ask(client.fetch);
    await closed;
    expect(connections).toBe(2);
  });

  it('answers for a node although others at the same host and port hang', async () => {
    const client = new HttpClient();
    const controller = new AbortController();
    const hanging = Array.from({ length: 20 }, () =>
      client
        .fetch(new URL('hangs', url).href, {
          method: 'GET',
          headers: {},
          signal: controller.signal,
          redirect: 'manual',
          maxBytes: 1024,
        })
        .then(
          () => 'answered',
          () => 'ended',
        ),
    );
    expect((await ask(client.fetch)).body).toEqual({
      ok: true,
      value: 'answer',
    });
    controller.abort();
    expect(new Set(await Promise.all(hanging))).toEqual(new Set(['ended']));
    client.close();
  });

  it('stops reading at the limit', async () => {
    const client = new HttpClient();
    expect((await ask(client.fetch, 3)).body).toMatchObject({ ok: false });
    client.close();
  });
});

describe('fetchOfDispatcher', () => {
  const before = Reflect.get(globalThis, GLOBAL_DISPATCHER);
  afterEach(() => {
    Reflect.set(globalThis, GLOBAL_DISPATCHER, before);
  });

  it('uses fetch if a dispatcher is installed for it', async () => {
    class ProxyAgent {}
    expect(fetchOfDispatcher()).toBeUndefined();
    Reflect.set(globalThis, GLOBAL_DISPATCHER, new ProxyAgent());
    const installed = fetchOfDispatcher();
    // `fetch` does not state whether a connection is new.
    expect(installed && (await ask(installed))).toEqual({
      isNew: undefined,
      body: { ok: true, value: 'answer' },
    });
  });
});
