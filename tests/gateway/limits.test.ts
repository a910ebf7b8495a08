import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { startGateway, type Gateway } from './gateway';
import { exchange, post } from './http';
import { freePort, until } from './processes';

const CALL = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';

/** What a node was asked. */
interface Asked {
  headers: Record<string, unknown>;
  url?: string;
}

const ends: Array<() => Promise<unknown>> = [];
after(async () => {
  for (const end of ends) await end();
});

describe('the gateway', () => {
  test('asks the other node when one refuses the connection, and a backup only when none is left', async () => {
    const [gone, there, backup] = [
      await freePort(),
      await aNode('node'),
      await aNode('backup'),
    ];
    const gateway = await aGateway({
      gone: { port: gone },
      there: { port: there.port },
      spare: { port: backup.port, backup: true },
    });
    for (let i = 0; i < 20; i += 1) {
      assert.match((await post(gateway.port, CALL)).body, /"node"/);
    }
    there.server.close();
    there.server.closeAllConnections();
    await until(
      async () =>
        (await post(gateway.port, CALL)).body.includes('"backup"') || undefined,
      { output: gateway.log, stop: gateway.stop },
    );
  });

  test('answers in the form of JSON-RPC when no node is left', async () => {
    const gateway = await aGateway({ gone: { port: await freePort() } });
    const { status, body } = await post(gateway.port, CALL);
    assert.equal(status, 503);
    assert.match(body, /"code":-32603,"message":"no node is in sync right now/);
    const health = await exchange(
      gateway.port,
      'GET /healthz HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n',
    );
    assert.equal(health.status, 503);
  });

  test('hands a node the body, its own name and harmless headers, and nothing else of the caller', async () => {
    const asked: Asked[] = [];
    const node = await aNode('node', asked);
    const gateway = await aGateway({ geth: { port: node.port } });
    await post(gateway.port, CALL, {
      authorization: 'Bearer secret',
      cookie: 'session=secret',
      origin: 'https://elsewhere.example',
      'x-forwarded-host': 'localhost',
      'x-http-method-override': 'DELETE',
      'user-agent': 'test',
    });
    const { headers, url } = ensurePresent(asked.at(-1));
    assert.equal(headers.host, 'geth.test.svc.cluster.local');
    assert.equal(url, '/');
    assert.deepEqual(Object.keys(headers).sort(), [
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
  });

  test('slows one source down and not the other, by the address that a trusted proxy gives', async () => {
    const node = await aNode('node');
    const gateway = await aGateway(
      { geth: { port: node.port } },
      {
        rateLimit: { requestsPerSecond: 1, trustedProxies: ['127.0.0.0/8'] },
      },
    );
    const from = (source: string) =>
      post(gateway.port, CALL, { 'x-forwarded-for': `1.2.3.4, ${source}` });
    // 1 per second, over ten of them.
    const greedy = [];
    for (let i = 0; i < 30; i += 1) greedy.push(await from('192.0.2.1'));
    const refused = greedy.filter(({ status }) => status === 429);
    assert.equal(refused.length, 20);
    assert.match(
      ensurePresent(refused[0]).body,
      /"code":-32005,"message":"too many requests/,
    );
    assert.equal((await from('192.0.2.2')).status, 200);
  });

  test('believes no address of a proxy that it does not trust', async () => {
    const node = await aNode('node');
    const gateway = await aGateway(
      { geth: { port: node.port } },
      { rateLimit: { requestsPerSecond: 1 } },
    );
    const statuses = new Set<number>();
    for (let i = 0; i < 12; i += 1) {
      const forged = { 'x-forwarded-for': `192.0.2.${i}` };
      statuses.add((await post(gateway.port, CALL, forged)).status);
    }
    assert.deepEqual([...statuses], [200, 429]);
  });

  test('passes no WebSocket unless it is configured to, and then nothing but WebSockets that way', async () => {
    const node = await aNode('node');
    const upstreams = { geth: { port: node.port, wsPort: node.port } };
    const upgrade = (to: string) =>
      `GET / HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    const closed = await aGateway(upstreams);
    const open = await aGateway(upstreams, { webSocket: true });
    assert.equal(
      (await exchange(closed.port, upgrade('websocket'))).status,
      400,
    );
    assert.equal((await exchange(open.port, upgrade('websocket'))).status, 101);
    assert.equal((await exchange(open.port, upgrade('h2c'))).status, 400);
    // Without "Connection: Upgrade" it is a plain GET.
    const plain = upgrade('websocket').replace(
      'Connection: Upgrade',
      'Connection: close',
    );
    assert.equal((await exchange(open.port, plain)).status, 400);
    const listed = upgrade('websocket').replace(
      'Connection: Upgrade',
      'Connection: keep-alive, Upgrade',
    );
    assert.equal((await exchange(open.port, listed)).status, 101);
  });

  test('takes a longer body where it is configured to', async () => {
    const node = await aNode('node');
    const gateway = await aGateway(
      { geth: { port: node.port } },
      { bodyLimit: '2Mi' },
    );
    const blobs = `{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["0x${'0'.repeat(
      2_000_000,
    )}"]}`;
    assert.equal((await post(gateway.port, blobs)).status, 200);
  });
});

async function aGateway(
  ...options: Parameters<typeof startGateway>
): Promise<Gateway> {
  const gateway = await startGateway(...options);
  ends.push(gateway.stop);
  return gateway;
}

/** An HTTP server that answers with its name, and takes WebSockets. */
async function aNode(
  name: string,
  asked: Asked[] = [],
): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    asked.push({ headers: request.headers, url: request.url });
    request.resume();
    request.on('end', () => response.end(JSON.stringify({ result: name })));
  });
  server.on('upgrade', (_, socket) => {
    socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, server };
}
