import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { startGateway, type Gateway } from './gateway';
import { post } from './http';
import { until } from './processes';

const ADDRESS = '"0x0000000000000000000000000000000000000001"';
const call = (method: string, params: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;

/** What any node in sync can answer, however short its history is. */
const recent = [
  call('eth_chainId', '[]'),
  '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber"}',
  call('eth_sendRawTransaction', '["0x00"]'),
  call('eth_getBalance', `[${ADDRESS},"latest"]`),
  call('eth_getBalance', `[ ${ADDRESS} , "pending" ]`),
  call('eth_getBlockByNumber', '["latest",false]'),
  call('eth_call', `[{"to":${ADDRESS}},"latest",{${ADDRESS}:{"nonce":"0x1"}}]`),
  call('eth_getStorageAt', `[${ADDRESS},"0x0","latest"]`),
  call('eth_feeHistory', '["0x4","latest",[1,2]]'),
  `{"params":[${ADDRESS},"latest"],"id":"a","jsonrpc":"2.0","method":"eth_getCode"}`,
  `[${call('eth_chainId', '[]')},${call(
    'eth_getBalance',
    `[${ADDRESS},"latest"]`,
  )}]`,
];

/** What names an old block, may do so, or may be read as if it did. */
const past = [
  call('eth_getBalance', `[${ADDRESS},"0x10"]`),
  call('eth_getBalance', `[${ADDRESS},"earliest"]`),
  call('eth_getBalance', `[${ADDRESS},"finalized"]`),
  call('eth_getBalance', `[${ADDRESS}]`),
  call('eth_getBalance', `[${ADDRESS},"0x10","latest"]`),
  call('eth_getBalance', `["latest",${ADDRESS}]`),
  call('eth_getBalance', `[${ADDRESS},["latest"]]`),
  call('eth_getBalance', `[${ADDRESS},{"blockHash":"latest"}]`),
  call('eth_getBalance', `{"address":${ADDRESS},"block":"latest"}`),
  call('eth_getBlockByNumber', '["0x1",false]'),
  call('eth_getBlockByNumber', '[false,"latest"]'),
  call('eth_getStorageAt', `[${ADDRESS},"latest","0x1"]`),
  call('eth_getBlockByHash', '["latest",false]'),
  call('eth_getTransactionReceipt', '["0x1"]'),
  call('eth_getLogs', '[{"fromBlock":"latest"}]'),
  call('eth_capabilities', '[]'),
  `[${call('eth_chainId', '[]')},${call(
    'eth_getBlockByNumber',
    '["0x1",false]',
  )}]`,
];

describe('the gateway over nodes of different history', () => {
  let long: Node;
  let short: Node;
  let gateway: Gateway;

  before(async () => {
    [long, short] = [await aNode('long'), await aNode('short')];
    gateway = await startGateway(
      {
        long: { port: long.port, history: 'full' },
        short: { port: short.port, history: 'pre-prague' },
      },
      { rateLimit: { requestsPerSecond: 100_000 } },
    );
  });
  after(async () => {
    await gateway?.stop();
    for (const node of [long, short]) node?.stop();
  });

  /** Who answers a question that is asked four times, in turns. */
  const answerers = async (body: string) => {
    const answers = [];
    for (let i = 0; i < 4; i += 1) {
      answers.push((await post(gateway.port, body)).body);
    }
    return [...new Set(answers)].sort();
  };

  for (const body of recent) {
    test(`asks both for ${body}`, async () =>
      assert.deepEqual(await answerers(body), ['long', 'short']));
  }
  for (const body of past) {
    test(`asks the one that keeps more for ${body}`, async () =>
      assert.deepEqual(await answerers(body), ['long']));
  }

  test('refuses a question about an old block while none that keeps the most is there, and answers the others', async () => {
    long.stop();
    const refused = await until(
      async () => {
        const answer = await post(gateway.port, ensurePresent(past[0]));
        return answer.status === 503 ? answer : undefined;
      },
      { output: gateway.log, stop: gateway.stop },
    );
    assert.match(refused.body, /"code":-32603,"message":"no node is in sync/);
    await until(
      async () =>
        (
          await gateway.metrics()
        ).includes('haproxy_backend_active_servers{proxy="nodes"} 1') ||
        undefined,
      { output: gateway.log, stop: gateway.stop },
    );
    assert.deepEqual(await answerers(ensurePresent(recent[3])), ['short']);
  });
});

interface Node {
  port: number;
  stop(): void;
}

/** A server that answers with its name, in place of a client: who is asked is all that matters here. */
async function aNode(name: string): Promise<Node> {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end(name));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
