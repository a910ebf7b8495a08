import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { createNetworkLookup } from '../../plugins/ethereum-nodes-backend/src/networkLookup';
import { KubeConfigAccess } from '../../plugins/ethereum-nodes-backend/src/sources/kubernetes/KubeConfigAccess';
import { KubernetesSource } from '../../plugins/ethereum-nodes-backend/src/sources/kubernetes/KubernetesSource';
import { thirdPartyRuleSchema } from '../../plugins/ethereum-nodes-backend/src/sources/kubernetes/thirdParty/rule';
import { documentedRole, readerToken } from './account';
import { accessBy, kubectl } from './cluster';
import {
  enforceRestricted,
  makeNamespace,
  root,
  valuesIn,
  work,
} from './deployment';
import { strangers } from './others/strangers';

const NAMESPACE = 'strangers';
const options = { signal: new AbortController().signal, timeoutMs: 20_000 };

describe('nodes of other charts', () => {
  let source: KubernetesSource;

  before(async () => {
    await makeNamespace(NAMESPACE);
    await enforceRestricted(NAMESPACE);
    const { geth } = await valuesIn(join(root, 'versions.yaml'));
    const file = join(work, 'strangers.json');
    await writeFile(file, JSON.stringify(strangers(NAMESPACE, String(geth))));
    await kubectl('apply', '--filename', file);
    source = await sourceAs(await readerToken());
    await kubectl(
      ...['--namespace', NAMESPACE, 'rollout', 'status'],
      ...['statefulset/payments-geth', '--timeout=110s'],
    );
  });

  /** The plugin's own code, with a token of the documented account. */
  async function sourceAs(token: string): Promise<KubernetesSource> {
    const path = join(work, 'reader.json');
    await writeFile(path, JSON.stringify(accessBy(token)));
    const rule = thirdPartyRuleSchema(z.string(), z.string()).parse({
      selector: 'app.kubernetes.io/name=geth',
      executionPort: 'http-rpc',
    });
    return new KubernetesSource(
      await KubeConfigAccess.load({ path, inClusterName: 'unused' }),
      [rule],
      createNetworkLookup([]),
    );
  }

  async function nodes() {
    const { places } = await source.discover(options);
    const place = ensurePresent(places[0]);
    assert.equal(place.status, 'ok', JSON.stringify(place));
    return place.status === 'ok'
      ? place.nodes.filter(node => node.namespace === NAMESPACE)
      : [];
  }

  test('are found once each, and ours are ours', async () => {
    assert.deepEqual((await nodes()).map(({ id }) => id).sort(), [
      'test~strangers~ours-geth',
      'test~strangers~pod:asleep-geth-0',
      'test~strangers~pod:payments-geth-0',
    ]);
  });

  test('report the required verb until it is granted', async () => {
    const reading = await readingOf('payments-geth-0');
    assert.equal(reading.kind, 'failed');
    assert.match(
      JSON.stringify(reading.kind === 'failed' && reading.denied),
      /"verb":"create","resource":"pods\/proxy"/,
    );
  });

  test('are called through the API server with the documented rights', async () => {
    await grantCalls();
    const reading = await readingOf('payments-geth-0');
    assert.equal(reading.kind, 'sample', JSON.stringify(reading));
    const { execution } = reading.kind === 'sample' ? reading.sample : {};
    assert.equal(execution?.kind, 'ok', JSON.stringify(execution));
    if (execution?.kind !== 'ok') return;
    assert.equal(execution.value.chainId, 1337);
    assert.match(execution.value.clientVersion ?? '', /^Geth\//);
  });

  test('report that no workload runs', async () => {
    assert.deepEqual(await readingOf('asleep-geth-0'), {
      kind: 'down',
      reason: { code: 'statefulset-at-0', params: { name: 'asleep-geth' } },
    });
  });

  test('report a closed port', async () => {
    const [node] = (await nodes()).filter(
      ({ name }) => name === 'payments-geth-0',
    );
    const locator = {
      kind: 'others',
      execution: { pod: 'payments-geth-0', port: 9 },
    };
    const reading = await source.read(
      { ...ensurePresent(node), locator },
      options,
    );
    const { execution } = reading.kind === 'sample' ? reading.sample : {};
    assert.equal(execution?.kind === 'failed' && execution.reason, 'refused');
  });

  async function readingOf(name: string) {
    const node = (await nodes()).find(candidate => candidate.name === name);
    assert.ok(node, `there is no node ${name}`);
    return source.read(node, options);
  }

  async function grantCalls(): Promise<void> {
    const role = await documentedRole('ClusterRole', 'ethereum-nodes-caller');
    const file = join(work, 'caller.json');
    await writeFile(file, JSON.stringify(role));
    await kubectl('apply', '--filename', file);
    await kubectl(
      ...['--namespace', NAMESPACE, 'create', 'rolebinding', 'calls'],
      `--clusterrole=${role.metadata.name}`,
      '--serviceaccount=backstage:backstage',
    );
  }
});
