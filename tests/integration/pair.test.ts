import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ensurePresent } from '../ensurePresent';
import {
  ANNOTATION_MAINTENANCE,
  formatMaintenance,
} from '../../packages/ethereum/src/health/maintenance';
import type { Backstage } from './backstage';
import { startBackstage } from './backstage';
import { complaints, kubectl, outputOf, program } from './cluster';
import {
  addGenesis,
  chooseImages,
  deploy,
  generateRepository,
  makeGenesis,
  ownNamespace,
  removeNamespace,
  work,
} from './deployment';
import type { Pair, PairStatus } from './pair';
import { containers, describeStatus, readPair, signal, watch } from './pair';
import { openTab, type Tab } from './tab';

/** Seconds per slot of the devnet, and after how many slots a head is no longer fresh (docs/runbooks/node-states.md). */
const SECONDS_PER_SLOT = 6;
const FRESH_SLOTS = 4;

const NAMESPACE = 'ledger';
const pair: Pair = { namespace: NAMESPACE, node: 'geth-0' };

const inNamespace = ['--namespace', NAMESPACE];
const STATEFUL_SET = 'statefulset/geth-0';

const isReady = ({ podReady, endpoints, status }: PairStatus) =>
  podReady && endpoints === 1 && status?.verdict.ready === true;
const isUnready = ({ podReady, endpoints, status }: PairStatus) =>
  !podReady && endpoints === 0 && status?.verdict.ready === false;

/** Each check stands on the one before it: after a failure the rest would only fail for its sake. */
let broken = false;
function check(sentence: string, body: () => Promise<void>): void {
  test(sentence, async () => {
    if (broken) throw new Error('not tried, because a check before it failed');
    broken = true;
    await body();
    broken = false;
  });
}

describe('a request becomes a running pair with correct verdicts', () => {
  let repository = '';
  let backstage: Backstage;
  let tab: Tab;

  /** The one node of the namespace, once it meets the condition. */
  async function nodeWhen(
    condition: (node: EthereumNode | undefined) => boolean,
    seconds: number,
  ): Promise<EthereumNode> {
    const [node] = await backstage.nodesWhen(
      NAMESPACE,
      ([found]) => condition(found),
      seconds,
    );
    return ensurePresent(node);
  }

  before(async () => {
    repository = await generateRepository();
  });

  after(async () => {
    await signal(pair, 'consensus', 'SIGCONT').catch(() => 0);
    await tab?.close();
    await backstage?.stop();
  });

  check('the request becomes a repository', async () => {
    assert.ok(existsSync(join(repository, 'blueprint.lock.yaml')));
    assert.ok(existsSync(join(repository, 'environments/local.yaml')));
  });

  check(
    'Backstage starts with a service account that may only read nodes',
    async () => {
      backstage = await startBackstage(repository);
      const as = '--as=system:serviceaccount:backstage:backstage';
      const may = (...what: string[]) => answer('auth', 'can-i', ...what, as);
      assert.equal(
        await may('list', 'statefulsets.apps', '--all-namespaces'),
        'yes',
      );
      assert.equal(await may('get', 'secrets', '--all-namespaces'), 'no');
      // "pods/exec" would ask about a pod of the name exec.
      const exec = ['pods', '--subresource=exec', '--all-namespaces'];
      assert.equal(await may('create', ...exec), 'no');
    },
  );

  check(
    'helmfile sync brings a namespace that enforces "restricted", and the pair in it',
    async () => {
      // Remains of an earlier run on the same cluster.
      await removeNamespace(NAMESPACE);
      await deploy(repository, '--selector', 'layer=infrastructure');
      await ownNamespace(NAMESPACE);
      const genesis = await makeGenesis();
      await addGenesis(NAMESPACE, genesis);
      await chooseImages(repository, genesis);
      await deploy(repository);
      const refused = await complaints(
        '--namespace',
        NAMESPACE,
        'run',
        'root',
        '--image=cluster.test/busybox:1',
        '--privileged',
      );
      assert.match(refused, /violates PodSecurity "restricted/);
    },
  );

  check('it becomes ready only when the pair is truly in sync', async () => {
    const statuses = await watch(pair, isReady, 180);
    const usable = statuses.filter(
      ({ podReady, endpoints }) => podReady || endpoints > 0,
    );
    assert.ok(
      usable.length < statuses.length,
      'it was ready at the first look',
    );
    usable.forEach(assertFresh);
  });

  check('all containers run, and none had to be started again', async () => {
    const found = await containers(pair);
    assert.deepEqual(found.map(({ name }) => name).sort(), [
      'consensus',
      'execution',
      'node-health',
      'validator',
    ]);
    for (const { name, running, restarts } of found) {
      assert.ok(
        running && restarts === 0,
        `${name}: running ${running}, restarts ${restarts}`,
      );
    }
  });

  check('helm test reports the node as ready', async () => {
    const tested = ['test', 'geth-0', ...inNamespace, '--timeout', '120s'];
    await program('helm', tested);
    const pod = ['pod/geth-0-test-ready', '--output=jsonpath={.status.phase}'];
    assert.equal(await answer('get', ...pod, ...inNamespace), 'Succeeded');
  });

  check('no pod in the namespace violates "restricted"', async () => {
    const warnings = await complaints(
      'label',
      '--dry-run=server',
      '--overwrite',
      'namespace',
      NAMESPACE,
      'pod-security.kubernetes.io/enforce=restricted',
    );
    assert.equal(warnings, '');
  });

  check(
    'it stays ready, and never with an old head, while the chain grows',
    async () => {
      const { status } = await readPair(pair);
      const from = status?.verdict.evidence.headNumber ?? 0;
      const statuses = await watch(
        pair,
        current =>
          (current.status?.verdict.evidence.headNumber ?? 0) >= from + 4,
        60,
      );
      for (const current of statuses) {
        assert.ok(isReady(current), describeStatus(current));
        assertFresh(current);
      }
    },
  );

  check('Backstage discovers the node and reports the same', async () => {
    const node = await nodeWhen(found => found?.ready === true, 60);
    assert.equal(node.id, `test~${NAMESPACE}~geth-0`);
    assert.equal(node.ready, true);
    assert.equal(node.network, 'devnet');
    assert.equal(node.executionClient, 'geth');
    assert.equal(node.consensusClient, 'lodestar');
    assert.equal(node.ownerRef, 'group:default/payments');
    assert.ok((node.headNumber ?? 0) > 0);
    const { clusters } = await backstage.fleet();
    assert.deepEqual(
      clusters.map(({ name, status }) => [name, status]),
      [['test', 'ok']],
    );
  });

  check('the tab in a browser shows it', async () => {
    tab = await openTab(backstage.url, 'ledger-geth-0');
    await tab.says(/^In sync/, 60);
  });

  check(
    'a frozen consensus client makes it unready, in Backstage too, although eth_syncing says false',
    async () => {
      assert.equal(await signal(pair, 'consensus', 'SIGSTOP'), 1);
      const current = (await watch(pair, isUnready, 60)).at(-1);
      assert.equal(current?.status?.verdict.state, 'WAITING_FOR_CL');
      const execution = current?.status?.sample?.execution;
      assert.ok(execution?.kind === 'ok' && execution.value.syncing === false);
      const node = await nodeWhen(found => !ensurePresent(found).ready, 15);
      assert.equal(node.state, 'WAITING_FOR_CL');
      assert.match(
        node.summary,
        /consensus client has not answered on .* since /,
      );
      await tab.says(/^Waiting for its consensus client/, 10);
    },
  );

  check('thawed, it becomes ready again, also in Backstage', async () => {
    assert.equal(await signal(pair, 'consensus', 'SIGCONT'), 1);
    (await watch(pair, isReady, 90)).slice(-1).forEach(assertFresh);
    await nodeWhen(found => ensurePresent(found).ready, 15);
    await tab.says(/^In sync/, 15);
  });

  check(
    'a killed consensus client makes it unready, and Backstage says so',
    async () => {
      await killUntil(isUnready, 90);
      const node = await nodeWhen(found => !ensurePresent(found).ready, 15);
      assert.notEqual(node.state, 'SYNCED');
      assert.notEqual(node.state, 'UNKNOWN');
    },
  );

  check(
    'stopped for a snapshot, it is under maintenance in Backstage until the announced time, and an outage after it',
    async () => {
      await announceStop(300);
      await kubectl(...inNamespace, 'scale', STATEFUL_SET, '--replicas=0');
      const stopped = await nodeWhen(
        found => ensurePresent(found).state === 'MAINTENANCE',
        60,
      );
      assert.match(
        stopped.summary,
        /stopped for a snapshot by pod geth-0-snapshot-test, until .* UTC at the latest/,
      );
      await tab.says(/^Stopped for a snapshot since .*, back by /, 15);
      await announceStop(-10);
      await nodeWhen(found => ensurePresent(found).state === 'UNREACHABLE', 60);
      const { verdict } = (await backstage.node(stopped.id)) ?? {};
      assert.match(
        verdict?.reasons.join() ?? '',
        /should have been back by .* UTC/,
      );
    },
  );
});

/** As the orchestrator of snapshots does before it stops the node. */
async function announceStop(seconds: number): Promise<void> {
  const now = Date.now();
  const announcement = formatMaintenance({
    kind: 'snapshot',
    by: 'pod geth-0-snapshot-test',
    since: now - 20_000,
    until: now + seconds * 1_000,
  });
  const file = join(work, 'lease.json');
  await writeFile(
    file,
    JSON.stringify({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: 'geth-0-snapshot',
        annotations: { [ANNOTATION_MAINTENANCE]: announcement },
      },
    }),
  );
  await kubectl(...inNamespace, 'apply', '--filename', file);
}

/** Clients that the Service routes to the pod get a head that is not older than four slots. */
function assertFresh(current: PairStatus): void {
  const { state, evidence } = current.status?.verdict ?? {};
  const age = evidence?.headAgeSeconds ?? Infinity;
  assert.match(state ?? '', /^(SYNCED|INDEXING)$/, describeStatus(current));
  assert.ok((evidence?.headNumber ?? 0) > 0, describeStatus(current));
  assert.ok(age <= FRESH_SLOTS * SECONDS_PER_SLOT, describeStatus(current));
}

/** Kubernetes starts a killed container again: kill it as often as it comes back, until the pod is what is condition. */
async function killUntil(
  condition: (current: PairStatus) => boolean,
  seconds: number,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  do {
    assert.ok(Date.now() < deadline, describeStatus(await readPair(pair)));
    await signal(pair, 'consensus', 'SIGKILL');
  } while (!(await watch(pair, condition, 2).catch(() => undefined)));
}

/** Answer of `kubectl auth can-i`, which fails for "no". */
async function answer(...args: string[]): Promise<string> {
  return kubectl(...args).catch(error => outputOf(error, 'stdout'));
}
