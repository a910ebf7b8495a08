import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import {
  startFlood,
  attacksOn,
  type Attack,
} from '../../packages/node-health/src/__testUtils__/flood';
import { askAgain } from './again';
import { aFloodedBackend, nameOf, type Flooded } from './flooded';

const CONNECTIONS = 500;
const AT_ONCE = 200;
const PATIENCE_MS = 5_000;
const LOOKS = 20;

/**
 * An address that has not called yet, so that no test is shielded by the limit that another one has reached. Not 127.0.0.1, which that
 * limit leaves out: plugins call each other there.
 */
let usedAddresses = 1;
const newAddress = () => {
  usedAddresses += 1;
  return `127.0.${Math.floor(usedAddresses / 256)}.${usedAddresses % 256}`;
};
const ROUTES = '/api/ethereum-nodes';
const config = parse(
  readFileSync(join(import.meta.dirname, '../../app-config.yaml'), 'utf8'),
);

/** What costs the most of what one may ask. */
const expensive: Record<string, string> = {
  'the longest history': `/nodes/static~${nameOf(3)}/history?hours=2160`,
  'the largest page of the list, as CSV asks for it':
    '/nodes?limit=200&orderBy=since',
  'the fleet': '/fleet',
};

describe('one caller of the backend', { concurrency: 1 }, () => {
  let flooded: Flooded;
  before(async () => {
    flooded = await aFloodedBackend();
  });
  after(() => flooded?.stop());

  for (const [name, attack] of Object.entries(
    attacksOn(`GET ${ROUTES}/nodes HTTP/1.1\r\nHost: x\r\n`),
  )) {
    test(`with ${CONNECTIONS} connections, ${name}, keeps no other from an answer, nor the probes`, async t => {
      t.diagnostic(
        await worstOf(flooded, { connections: CONNECTIONS }, attack),
      );
    });
  }

  for (const [name, path] of Object.entries(expensive)) {
    test(`that asks ${AT_ONCE} times at once for ${name} keeps no other from an answer, nor the probes`, async t => {
      const request = [
        `GET ${ROUTES}${path} HTTP/1.1`,
        'Host: x',
        `Authorization: Bearer ${flooded.token}`,
        'Connection: close\r\n\r\n',
      ].join('\r\n');
      const target = { connections: AT_ONCE, again: false };
      t.diagnostic(await worstOf(flooded, target, { first: request }));
    });
  }

  for (const [name, path] of Object.entries(expensive)) {
    for (const [from, addresses] of Object.entries({
      'one address': [newAddress()],
      'as many addresses': Array.from({ length: AT_ONCE }, newAddress),
    })) {
      test(`with ${AT_ONCE} connections from ${from}, that ask again for ${name} with each answer, keeps no other from an answer, nor the probes`, async t => {
        const asker = await askAgain({
          url: `${flooded.backend.url}${ROUTES}${path}`,
          token: flooded.token,
          connections: AT_ONCE,
          addresses,
        });
        try {
          t.diagnostic(await slowest(flooded));
          // The first refusal comes late.
          let answers = await asker.answers();
          while (!answers['429']) {
            await sleep(100);
            answers = await asker.answers();
          }
          t.diagnostic(JSON.stringify(answers));
          assert.deepEqual(Object.keys(answers).sort(), ['200', '429']);
          // Each connection had to wait for its refusals: a few are answered to it, and not hundreds. Beyond the limit of one
          // address Backstage refuses at once, as often as the processor allows.
          if (addresses.length > 1) {
            assert.ok(answers['429'] < 10 * AT_ONCE, JSON.stringify(answers));
          }
        } finally {
          await asker.end();
        }
      });
    }
  }

  test('that asks more often than app-config.yaml allows one address is refused, and no other', async () => {
    const limit = config.backend.rateLimit.plugin['ethereum-nodes'];
    const { incomingRequestLimit: most } = limit;
    const address = newAddress();
    const statuses: Array<number | undefined> = [];
    // A window may end half-way: three times as many go beyond the limit of two.
    while (statuses.length < 3 * most) {
      statuses.push(
        ...(await Promise.all(
          // Without a token, which costs least: a busy machine would not reach the limit else.
          Array.from({ length: 50 }, () =>
            statusFrom(flooded.backend, address),
          ),
        )),
      );
    }
    assert.deepEqual([...new Set(statuses)].sort(), [401, 429]);
    assert.equal(
      await statusFrom(flooded.backend, newAddress(), flooded.token),
      200,
    );
  });
});

/** Floods it, and asks meanwhile. */
async function worstOf(
  flooded: Flooded,
  target: { connections: number; again?: boolean },
  attack: Attack,
): Promise<string> {
  const { hostname: host, port } = new URL(flooded.backend.url);
  const flood = startFlood(
    { host, port: Number(port), localAddress: newAddress(), ...target },
    attack,
  );
  try {
    return await slowest(flooded);
  } finally {
    flood.end();
  }
}

/** Asks as another caller, and as the kubelet does, while it is flooded. @returns how long the slowest answers took */
async function slowest({ backend: { url, token } }: Flooded): Promise<string> {
  const worst = { other: 0, probe: 0 };
  const ask = async (who: keyof typeof worst, path: string) => {
    const began = performance.now();
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, connection: 'close' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();
    worst[who] = Math.max(worst[who], performance.now() - began);
    assert.equal(response.status, 200);
  };
  // The first looks meet it as it comes, the later ones as it stays.
  for (let i = 0; i < LOOKS; i += 1) {
    await sleep(100);
    await Promise.all([
      ask('other', `${ROUTES}/nodes?limit=1`),
      ask('probe', '/.backstage/health/v1/readiness'),
    ]);
  }
  return `slowest of ${LOOKS}: another caller ${Math.round(
    worst.other,
  )} ms, the probe ${Math.round(worst.probe)} ms`;
}

/** What a caller at an address is answered. */
function statusFrom(
  { url }: Flooded['backend'],
  localAddress: string,
  token?: string,
): Promise<number | undefined> {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return new Promise((resolve, reject) => {
    get(`${url}${ROUTES}/fleet`, { localAddress, headers }, response => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}
