import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { startGateway, type Gateway } from './gateway';
import { exchange, post } from './http';
import { sidecar, ztunnel } from './meshProxies';

const READ = '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber"}';
const SEND =
  '{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["0x02"]}';
const fault = /^\{"jsonrpc":"2.0","id":null,"error":\{"code":-32603,/;

/** As often as it takes for each of two nodes to be the first that is asked. */
const OFTEN = 10;

const ends: Array<() => unknown> = [];
after(async () => {
  for (const end of ends) await end();
});

describe('the gateway behind a sidecar, one of whose nodes has gone', () => {
  test('asks another node for what only reads, with the whole body and that name of the node', async () => {
    const { gateway, asked } = await withOneGone();
    const long = `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"data":"0x${'ab'.repeat(
      100_000,
    )}"},"latest"]}`;
    for (const body of [READ, `[${READ},${READ}]`, long]) {
      asked.length = 0;
      for (let i = 0; i < OFTEN; i += 1) {
        const { status, body: text } = await post(gateway.port, body);
        assert.equal(status, 200, text);
      }
      assert.deepEqual(
        asked,
        Array(OFTEN).fill({ host: 'there.test.svc.cluster.local', body }),
      );
    }
  });

  for (const [name, body] of [
    ['a transaction', SEND],
    ['a batch with a transaction', `[${READ},${SEND}]`],
  ] as const) {
    test(`sends ${name} to no other node, and says so in the form of JSON-RPC`, async () => {
      const { gateway, asked } = await withOneGone();
      const answers = [];
      for (let i = 0; i < OFTEN; i += 1) {
        answers.push(await post(gateway.port, body));
      }
      const failed = answers.filter(({ status }) => status === 503);
      assert.equal(failed.length, OFTEN / 2);
      assert.equal(asked.length, OFTEN / 2);
      for (const { body: text } of failed) assert.match(text, fault);
    });
  }

  test('sends a method that the values allow by name to no other node', async () => {
    const { gateway, asked } = await withOneGone({ allow: ['trace_block'] });
    const body = READ.replace('eth_blockNumber', 'trace_block');
    for (let i = 0; i < OFTEN; i += 1) await post(gateway.port, body);
    assert.equal(asked.length, OFTEN / 2);
  });
});

describe('the gateway behind a sidecar', () => {
  test('sends a transaction once, also where the node breaks off after it has read it', async () => {
    const arrived: string[] = [];
    const node = await aNode(body => {
      arrived.push(body);
      return undefined;
    });
    const ports = [await aSidecar(node), await aSidecar(node)];
    const gateway = await aGateway('sidecar', {
      one: { port: ensurePresent(ports[0]) },
      other: { port: ensurePresent(ports[1]) },
    });
    const { status, body } = await post(gateway.port, SEND);
    assert.equal(status, 503);
    assert.match(body, fault);
    assert.deepEqual(
      arrived.filter(text => text === SEND),
      [SEND],
    );
  });

  test('answers in the form of JSON-RPC when all nodes have gone', async () => {
    const gateway = await aGateway('sidecar', {
      one: { port: await aSidecar() },
      other: { port: await aSidecar() },
    });
    const { status, body } = await post(gateway.port, READ);
    assert.equal(status, 503);
    assert.match(body, fault);
  });

  test("leaves a node's own answer as it is", async () => {
    const own = '{"jsonrpc":"2.0","id":1,"error":{"code":-32000}}';
    const node = await aNode(() => own);
    const gateway = await aGateway('sidecar', {
      one: { port: await aSidecar(node) },
    });
    assert.equal((await post(gateway.port, READ)).body, own);
  });
});

describe('the gateway behind a sidecar, asked for a WebSocket', () => {
  test('asks another node when one has gone', async () => {
    const gone = await aSidecar();
    const there = await aWebSocket();
    const gateway = await startGateway(
      {
        gone: { port: gone, wsPort: gone },
        there: { port: await aSidecar(), wsPort: there },
      },
      { webSocket: true },
      {},
      '::1',
      'sidecar',
    );
    ends.push(gateway.stop);
    const handshake =
      'GET / HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n';
    for (let i = 0; i < OFTEN; i += 1) {
      assert.equal((await exchange(gateway.port, handshake)).status, 101);
    }
  });
});

describe('the gateway behind ztunnel, one of whose nodes has gone', () => {
  test('asks another node for what only reads, and sends a transaction to none', async () => {
    const asked: string[] = [];
    const node = await aNode(body => {
      asked.push(body);
      return '{"result":"0x1"}';
    });
    const gone = await ztunnel();
    ends.push(gone.stop);
    const gateway = await aGateway('ambient', {
      gone: { port: gone.port },
      there: { port: node },
    });
    for (let i = 0; i < OFTEN; i += 1) {
      assert.equal((await post(gateway.port, READ)).status, 200);
    }
    const statuses = [];
    for (let i = 0; i < OFTEN; i += 1) {
      statuses.push((await post(gateway.port, SEND)).status);
    }
    assert.equal(statuses.filter(status => status === 502).length, OFTEN / 2);
    assert.equal(asked.filter(text => text === SEND).length, OFTEN / 2);
  });
});

describe('the gateway outside of a mesh', () => {
  test('asks nothing twice that has reached a node', async () => {
    const { gateway, asked } = await withOneGone({}, 'none');
    for (let i = 0; i < OFTEN; i += 1) await post(gateway.port, READ);
    assert.equal(asked.length, OFTEN / 2);
  });
});

/** A gateway and two nodes, one of which its sidecar cannot reach; and what the other was asked. */
async function withOneGone(
  methods: Record<string, unknown> = {},
  mesh: 'none' | 'sidecar' = 'sidecar',
) {
  const asked: Array<{ host?: string; body: string }> = [];
  const node = await aNode((body, host) => {
    asked.push({ host, body });
    return '{"result":"0x1"}';
  });
  const gateway = await aGateway(
    mesh,
    { gone: { port: await aSidecar() }, there: { port: await aSidecar(node) } },
    methods,
  );
  return { gateway, asked };
}

async function aGateway(
  mesh: 'none' | 'sidecar' | 'ambient',
  upstreams: Record<string, { port: number }>,
  methods: Record<string, unknown> = {},
): Promise<Gateway> {
  const gateway = await startGateway(upstreams, {}, methods, '::1', mesh);
  ends.push(gateway.stop);
  return gateway;
}

async function aSidecar(node?: number): Promise<number> {
  const proxy = await sidecar(node);
  ends.push(proxy.stop);
  return proxy.port;
}

/** A node that takes WebSockets and closes them. */
async function aWebSocket(): Promise<number> {
  const server = createServer();
  server.on('upgrade', (_, socket) =>
    socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n',
    ),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A node that answers what `answer` says, or breaks off; health checks it answers itself. */
async function aNode(
  answer: (body: string, host?: string) => string | undefined,
): Promise<number> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const isCheck = body.includes('"params":[]');
    const text = isCheck ? '{}' : answer(body, request.headers.host);
    if (text === undefined) {
      request.socket.destroy();
    } else {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'content-length': text.length,
        })
        .end(text);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
