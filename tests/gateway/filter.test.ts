import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { bodies } from './bodies';
import { unlistedMethods } from './bodies/unlisted';
import { allowedMethods, startGateway, type Gateway } from './gateway';
import { ask, startGeth, type Geth } from './geth';
import { exchange, post } from './http';
import { mutations } from './mutations';
import { until } from './processes';

const status = {
  passes: 200,
  method: 403,
  batch: 400,
  body: 400,
  size: 413,
  http: 400,
};

const refusal =
  /^\{"jsonrpc":"2.0","id":null,"error":\{"code":-\d+,"message":"[^"]+"\}\}$/;

describe('the gateway in front of a geth that offers everything', () => {
  let geth: Geth;
  let gateway: Gateway;
  let allowed: string[];

  before(async () => {
    allowed = await allowedMethods();
    geth = await startGeth();
    gateway = await startGateway(
      { geth: { port: geth.port } },
      { rateLimit: { requestsPerSecond: 100_000 } },
    );
    await until(
      () =>
        gateway
          .metrics()
          .then(text =>
            /backend_active_servers\{proxy="nodes"\} 1/.test(text)
              ? true
              : undefined,
          ),
      { output: gateway.log, stop: gateway.stop },
    );
  });

  after(async () => {
    await gateway?.stop();
    await geth?.stop();
  });

  /** What geth read although it must not have. */
  const forbidden = async () =>
    (await geth.served()).filter(method => !allowed.includes(method));

  test('a bypass would show: asked past the gateway, geth serves what is forbidden, and says so', async () => {
    const answer = await ask(
      geth.port,
      '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","method":"admin_nodeInfo"}',
    );
    // Geth looks at the host that it is called by, so it is asked by its address.
    assert.match(answer, /enode/);
    assert.deepEqual(await forbidden(), ['admin_nodeInfo']);
  });

  for (const { name, body, headers, becomes } of bodies) {
    const verb = becomes === 'passes' ? 'passes' : `refused by ${becomes}`;
    test(`${verb}: ${name}`, async () => {
      const before = await refusals(gateway);
      const answer = await post(gateway.port, body, headers);
      const brokeOff = becomes === 'size' && answer.status === 0;
      if (!brokeOff) {
        assert.equal(answer.status, status[becomes], answer.body.slice(0, 300));
        if (becomes !== 'passes') assert.match(answer.body, refusal);
      }
      if (becomes !== 'passes') {
        const counted = await refusals(gateway);
        assert.equal(counted[becomes], ensurePresent(before[becomes]) + 1);
      }
      assert.deepEqual(await forbidden(), []);
    });
  }

  test(`${unlistedMethods.length} methods of clients that are not listed: geth reads none`, async () => {
    assert.ok(unlistedMethods.length > 121);
    assert.deepEqual(
      unlistedMethods.filter(method => allowed.includes(method)),
      [],
    );
    const before = await refusals(gateway);
    for (const method of unlistedMethods) {
      const call = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params: [],
      });
      const answer = await post(gateway.port, call);
      assert.equal(answer.status, status.method, method);
    }
    const counted = await refusals(gateway);
    assert.equal(
      counted.method,
      ensurePresent(before.method) + unlistedMethods.length,
    );
    assert.deepEqual(await forbidden(), []);
  });

  test('ten thousand variations: geth reads nothing but listed methods out of what passes', async () => {
    let passed = 0;
    for (const some of chunks(mutations(10_000), 16)) {
      const answers = await Promise.all(
        some.map(body => post(gateway.port, body)),
      );
      passed += answers.filter(answer => answer.status === 200).length;
    }
    assert.deepEqual(await forbidden(), []);
    assert.ok(passed > 500, `only ${passed} passed: this proves too little`);
  });

  for (const [name, bytes] of Object.entries(framings())) {
    test(`refused by its framing: ${name}`, async () => {
      const answer = await exchange(gateway.port, bytes);
      assert.notEqual(answer.status, 200, answer.body);
      assert.deepEqual(await forbidden(), []);
    });
  }

  test('a request that is refused leaves the connection to the next', async () => {
    const bad = framed('{"jsonrpc":"2.0","id":1,"method":"admin_nodeInfo"}');
    const good = framed('{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}');
    const { body } = await exchange(gateway.port, `${bad}${good}`);
    assert.match(body, /HTTP\/1.1 200 OK[\s\S]*"result":"0x539"/);
    assert.deepEqual(await forbidden(), []);
  });

  test('no upgrade to HTTP/2 happens behind its back', async () => {
    const upgrade =
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n';
    const { status: answered } = await exchange(
      gateway.port,
      framed('{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}', upgrade),
    );
    assert.equal(answered, 200);
  });

  test('a caller that sends Expect: 100-continue gets 100 Continue', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';
    const answer = await exchange(
      gateway.port,
      framed(body, 'Expect: 100-continue\r\nConnection: close\r\n'),
    );
    assert.match(answer.body, /"result":"0x539"/);
  });
});

function framed(body: string, more = '', request = 'POST / HTTP/1.1'): string {
  return `${request}\r\nHost: gateway\r\nContent-Type: application/json\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;
}

/** Ways to say where a body ends, or what the connection is to become. */
function framings(): Record<string, string> {
  const ok = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';
  const bad = '{"jsonrpc":"2.0","id":1,"method":"admin_nodeInfo"}';
  const head =
    'POST / HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: application/json\r\n';
  const close = 'Connection: close\r\n';
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  return {
    'in chunks': `${head}Transfer-Encoding: chunked\r\n\r\n${chunk(
      ok,
    )}0\r\n\r\n`,
    'in chunks, with a length as well': `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(
      bad,
    )}0\r\n\r\n`,
    'chunks in other words': `${head}Transfer-Encoding: xchunked\r\nContent-Length: ${ok.length}\r\n\r\n${ok}`,
    'two lengths': `${head}Content-Length: ${ok.length}\r\nContent-Length: 5\r\n\r\n${ok}`,
    'a length that is negative': `${head}Content-Length: -1\r\n\r\n${ok}`,
    'no length': `${head}\r\n${ok}`,
    'an upgrade to WebSocket': framed(
      ok,
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n',
      'GET / HTTP/1.1',
    ),
    'HTTP/2 at once': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
    'GET with a body': framed(bad, close, 'GET / HTTP/1.1'),
    PUT: framed(ok, close, 'PUT / HTTP/1.1'),
    OPTIONS: framed('', close, 'OPTIONS / HTTP/1.1'),
    CONNECT: framed('', close, 'CONNECT geth:8545 HTTP/1.1'),
    'another path': framed(ok, close, 'POST /debug/pprof HTTP/1.1'),
    'a path of two slashes': framed(ok, close, 'POST // HTTP/1.1'),
  };
}

async function refusals(gateway: Gateway): Promise<Record<string, number>> {
  const found = (await gateway.metrics()).matchAll(
    /^haproxy_backend_requests_denied_total\{proxy="refused-([a-z]+)"\} (\d+)/gm,
  );
  return Object.fromEntries(
    [...found].map(([, name, count]) => [name, Number(count)]),
  );
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) {
    yield all.slice(from, from + size);
  }
}
