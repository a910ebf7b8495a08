import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { canariesIn, newCanary, newKeyCanary } from '../canary/canary';
import { startGateway, type Gateway } from './gateway';
import { exchange, post } from './http';
import { freePort } from './processes';

const canaries = {
  password: newCanary(),
  cookie: newCanary(),
  path: newCanary(),
  query: newCanary(),
  method: newCanary(),
  parameter: newKeyCanary(),
};
const basic = Buffer.from(`me:${canaries.password}`).toString('base64');
const headers = {
  authorization: `Basic ${basic}`,
  'proxy-authorization': `Bearer ${canaries.password}`,
  cookie: `session=${canaries.cookie}`,
  'x-api-key': canaries.cookie,
  referer: `https://me:${canaries.password}@app.example/${canaries.path}`,
};
const lines = Object.entries(headers).map(([name, text]) => `${name}: ${text}`);
const target = `/${canaries.path}?key=${canaries.query}`;
const call = JSON.stringify({
  ...{ jsonrpc: '2.0', id: 1, method: 'eth_call' },
  params: [{ data: canaries.parameter }, 'latest'],
});

/** Requests of each fate: passed, refused for each reason, and broken. */
const requests: Array<[string, (port: number) => Promise<{ body: string }>]> = [
  ['a call that passes', port => post(port, call, headers)],
  [
    'a method that is not listed',
    port => post(port, call.replace('eth_call', canaries.method), headers),
  ],
  ['a body that is none', port => post(port, `${call}x`, headers)],
  [
    'a body that is too long',
    port => post(port, call.padEnd(300_000), headers),
  ],
  ...(
    [
      ['another path', `POST ${target} HTTP/1.1`, 'host: gateway'],
      ['another verb', `GET ${target} HTTP/1.1`, 'host: gateway'],
      ['an absolute URL', `GET http://me:${canaries.password}@x/ HTTP/1.1`],
      ['a verb that is none', `${canaries.method} ${target} HTTP/1.1`],
      ['a line that is none', `${target} ${canaries.method}`],
      ['a header that is none', `GET ${target} HTTP/1.1`, canaries.cookie],
    ] as const
  ).map(([name, ...head]): (typeof requests)[number] => [
    name,
    port =>
      exchange(
        port,
        `${[...head, ...lines, 'connection: close'].join('\r\n')}\r\n\r\n`,
      ),
  ]),
];

describe('what callers send with a request', () => {
  const node = createServer((request, response) => {
    request.resume();
    request.on('end', () =>
      request.headers.host?.startsWith('failing')
        ? response.destroy()
        : response.end('{"jsonrpc":"2.0","id":1,"result":"0x1"}'),
    );
  });
  const gateways: Gateway[] = [];

  before(async () => {
    await once(node.listen(0, '127.0.0.1'), 'listening');
    const { port } = node.address() as AddressInfo;
    gateways.push(
      await startGateway({ geth: { port } }),
      await startGateway({ failing: { port } }),
      await startGateway({ gone: { port: await freePort() } }),
    );
  });
  after(async () => {
    for (const gateway of gateways) await gateway.stop();
    node.closeAllConnections();
    node.close();
  });

  for (const [name, request] of requests) {
    test(`is in no log, metric and answer: ${name}`, async () => {
      for (const gateway of gateways) {
        const { body } = await request(gateway.port);
        // The answer to a refused method repeats its name.
        const { method: _, ...others } = canaries;
        assert.deepEqual(canariesIn(body, others), [], body);
        const kept = gateway.log() + (await gateway.metrics());
        assert.deepEqual(canariesIn(kept, canaries), [], kept);
      }
    });
  }

  test('would be seen: refusals are logged', () => {
    for (const gateway of gateways) {
      assert.match(gateway.log(), /"status":4\d\d/);
    }
  });
});
