import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  startFlood,
  attacksOn,
  type Attack,
} from '../../packages/node-health/src/__testUtils__/flood';
import { startGateway, type Gateway } from './gateway';
import { post } from './http';

const CONNECTIONS = 500;
const PATIENCE_MS = 5_000;
const CALL = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';

const attacks = attacksOn('POST / HTTP/1.1\r\nHost: x\r\n');

/** `::1`, the pod's own address here, and `127.0.0.1` are two sources on every machine. */
describe(`${CONNECTIONS} connections of one source`, { concurrency: 1 }, () => {
  let node: Server;
  before(async () => {
    node = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end('{"result":"0x1"}'));
    });
    node.listen(0, '127.0.0.1');
    await once(node, 'listening');
  });
  after(() => {
    node.closeAllConnections();
    node.close();
  });

  const withGateway = async (
    settings: Record<string, unknown>,
    use: (gateway: Gateway) => Promise<void>,
  ) => {
    const { port } = node.address() as AddressInfo;
    const gateway = await startGateway({ geth: { port } }, settings);
    await use(gateway).finally(gateway.stop);
  };

  for (const [name, attack] of Object.entries(attacks)) {
    test(`to the gateway, ${name}, keep no other source from it, nor the probes`, () =>
      withGateway({}, async ({ port, statusPort }) => {
        const flood = await flooded(port, '::1', attack);
        try {
          for (let i = 0; i < 20; i += 1) {
            const late = AbortSignal.timeout(PATIENCE_MS);
            const answers = await Promise.race([
              Promise.all([post(port, CALL), probe(statusPort)]),
              once(late, 'abort').then(() => 'no answer in time' as const),
            ]);
            assert.notEqual(answers, 'no answer in time');
            assert.deepEqual(
              typeof answers === 'string'
                ? answers
                : [answers[0].status, answers[1]],
              [200, 'alive'],
            );
          }
        } finally {
          flood.end();
        }
      }));
  }

  test('to the port of the probes keep no other source from it', () =>
    withGateway({}, async ({ statusPort }) => {
      const flood = await flooded(statusPort, '::1');
      try {
        for (let i = 0; i < 20; i += 1) {
          assert.equal(await probe(statusPort), 'alive');
        }
      } finally {
        flood.end();
      }
    }));

  test('that may have every place of callers leave the probes theirs', () =>
    withGateway(
      { connections: 20, rateLimit: { connections: 500 } },
      async ({ port, statusPort }) => {
        const flood = await flooded(port, '127.0.0.1');
        try {
          for (let i = 0; i < 20; i += 1) {
            assert.equal(await probe(statusPort), 'alive');
          }
        } finally {
          flood.end();
        }
      },
    ));
});

async function probe(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/livez`, {
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return response.text();
}

/** A flood that has come to be one. */
async function flooded(port: number, host: string, attack: Attack = {}) {
  const flood = startFlood({ port, host, connections: CONNECTIONS }, attack);
  await sleep(1_000);
  return flood;
}
