import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from './cluster';
import {
  chooseImages,
  deploy,
  generateRepository,
  makeGenesis,
  makeNamespace,
  prepareNamespace,
  type Values,
} from './deployment';
import {
  call,
  callerIsThere,
  startCaller,
  type Answer,
} from './gateway/caller';

const NAMESPACE = 'gateway';
const ELSEWHERE = 'gateway-apart';
const gateway = `http://devnet-gateway.${NAMESPACE}.svc.cluster.local:8545/`;
const node = `http://geth-0.${NAMESPACE}.svc.cluster.local:8545/`;

/**
 * A real geth behind it. What stands in for the consensus client and the sidecar says that all is well, because this test
 * is about who reaches geth and with what, and not about a chain.
 */
const standIn = { repository: 'nodeyard.test/stand-in', tag: 'test' };
/** With a secret of its own for the Engine API, as a stand-in makes none, and more than the gateway may pass. */
const gethArgs = [
  ...['--datadir=/data', '--nodiscover', '--ipcdisable'],
  '--datadir.minfreedisk=0',
  ...['--http', '--http.addr=0.0.0.0', '--http.port=8545'],
  ...[
    '--http.api=eth,net,web3,admin',
    `--http.vhosts=${new URL(node).hostname}`,
  ],
  ...['--metrics', '--metrics.addr=0.0.0.0', '--metrics.port=6060'],
];
const settings: Values = {
  exposure: {
    rpc: 'gateway',
    gateway: { image: { repository: 'nodeyard.test/haproxy', tag: 'test' } },
  },
  nodeHealth: { image: standIn },
  nodes: {
    'geth-0': {
      terminationGracePeriodSeconds: 5,
      execution: { args: gethArgs },
      consensus: { image: standIn, args: ['beacon'], interopValidators: '' },
    },
  },
};

describe('a gateway in front of a node', () => {
  before(async () => {
    const genesis = await makeGenesis();
    const repository = await generateRepository({ name: NAMESPACE });
    await prepareNamespace(NAMESPACE, genesis);
    await makeNamespace(ELSEWHERE);
    await Promise.all([startCaller(NAMESPACE), startCaller(ELSEWHERE)]);
    await chooseImages(repository, genesis, settings);
    await deploy(repository, '--selector', 'layer=ethereum');
    await Promise.all([callerIsThere(NAMESPACE), callerIsThere(ELSEWHERE)]);
  });

  test('its replicas are admitted as "restricted" and become available', async () => {
    await kubectl(
      ...['--namespace', NAMESPACE, 'rollout', 'status'],
      ...['deployment/devnet-gateway', '--timeout=110s'],
    );
  });

  test('reports that no node is in sync while none is, and passes calls once one is', async () => {
    const seen: Answer[] = [];
    await until(240, async () => {
      seen.push(await call(NAMESPACE, gateway, 'eth_chainId'));
      return seen.at(-1)?.status === 200;
    });
    assert.match(seen.at(-1)?.body ?? '', /"result":"0x[0-9a-f]+"/);
    const before = seen.slice(0, -1).filter(({ status }) => status !== 0);
    for (const { status, body } of before) {
      assert.equal(status, 503, body);
      assert.match(body, /"code":-32603,"message":"no node is in sync/);
    }
  });

  test('refuses a method that is not on the list', async () => {
    let answer: Answer | undefined;
    await until(60, async () => {
      answer = await call(NAMESPACE, gateway, 'admin_peers');
      return answer.status !== 0; // a busy machine's silence says nothing
    });
    assert.equal(answer?.status, 403);
    assert.match(
      answer?.body ?? '',
      /"code":-32601,"message":"admin_peers is not allowed/,
    );
  });

  test('is the only way to the node, also for its own namespace', async () => {
    const { status, body } = await call(NAMESPACE, node, 'eth_chainId');
    assert.equal(status, 0, body);
  });

  test('is closed to pods of other namespaces, as the node is', async () => {
    const answers = [
      await call(ELSEWHERE, gateway, 'eth_chainId'),
      await call(ELSEWHERE, node, 'eth_chainId'),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [0, 0],
    );
  });

  test('reports the loss of its last node', async () => {
    await kubectl(
      ...['--namespace', NAMESPACE, 'scale', 'statefulset/geth-0'],
      '--replicas=0',
    );
    let answer: Answer | undefined;
    await until(90, async () => {
      answer = await call(NAMESPACE, gateway, 'eth_chainId');
      return answer.status === 503;
    });
    assert.match(answer?.body ?? '', /no node is in sync right now/);
  });
});

/** @throws when it does not come true in time */
async function until(
  seconds: number,
  isTrue: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`not seen in ${seconds} s`);
    await sleep(1_000);
  }
}
