/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import {
  ANNOTATION_MAINTENANCE,
  forkId,
  type Maintenance,
  parseMaintenance,
} from '@nodeyard/ethereum';
import { ensurePresent } from '../../../tests/ensurePresent';
import { listSnapshots } from '@nodeyard/snapshot-store';
import type { Cluster } from './cluster';
import { staleAfterSeconds } from './staleAfter';
import { queryChain } from './steps/start';
import type { Scenario, TestNode } from './testing/testNode';
import {
  assertAtRest,
  dyingAtWrite,
  newNode,
  killWhen,
  last,
  run,
  scaleRequests,
  podStarted,
  stopAll,
  until,
  stateOf,
} from './testing/orchestrators';

jest.setTimeout(120_000);
afterEach(stopAll);

/** Of the nodes here. */
const genesisHash = `0x${'11'.repeat(32)}`;

async function published(node: TestNode) {
  const listed = await listSnapshots({
    store: node.store,
    network: 'devnet',
    client: 'geth',
  });
  if (!listed.ok) throw new Error(listed.message);
  return listed.snapshots.filter(({ latest }) => latest);
}

describe('a run', () => {
  it.each(['csi', 'direct'])(
    'by %s publishes a snapshot and leaves the node as it was',
    async strategy => {
      const node = await newNode();
      expect(await run(node, { config: { strategy } })).toMatchObject({
        last: { result: 'done' },
      });
      await podStarted(node);
      assertAtRest(node);
      const [found] = await published(node);
      const snapshot = ensurePresent(found);
      expect(snapshot.block).toEqual(node.facts.block);
      expect(last(node)).toMatchObject({
        result: 'done',
        failuresInARow: 0,
        snapshot: { id: snapshot.id, block: 40 },
        staleAfterSeconds: staleAfterSeconds(
          node.config({ strategy }),
          snapshot.createdAt,
        ),
      });
      expect(last(node).staleAfterSeconds).toBeGreaterThan(24 * 3_600);
      expect(node.events()).toMatchObject([
        { type: 'Normal', reason: 'SnapshotPublished' },
      ]);
    },
  );

  it('labels the clone like the Job that reads it, so that backups leave it out', async () => {
    const node = await newNode();
    const labels: unknown[] = [];
    node.api.controllers.push(({ verb, path, object }) => {
      if (verb === 'created' && path.endsWith('-clone')) {
        labels.push(object.metadata.labels);
      }
    });
    await run(node, { config: { strategy: 'csi' } });
    expect(labels).toEqual([{ 'app.kubernetes.io/name': 'the-snapshot' }]);
  });

  it.each([
    ['csi', 600 + 300],
    ['direct', 600 + 7_200],
  ])(
    'by %s announces on its Lease how long the node is out of service, and after its start until when it may open its database',
    async (strategy, longestSeconds) => {
      const node = await newNode();
      const announced: Array<Maintenance | undefined> = [];
      node.api.controllers.push(({ verb, path, object }) => {
        if (verb !== 'patched' || !path.includes('/leases/')) return;
        const text = Object(object.metadata.annotations)[
          ANNOTATION_MAINTENANCE
        ];
        if (text === undefined) return;
        const parsed = parseMaintenance(text, Date.now());
        announced.push(parsed.ok ? parsed.maintenance : undefined);
      });
      const timeoutsSeconds = {
        ...node.config().timeoutsSeconds,
        quiesce: 600,
        capture: 300,
        upload: 7_200,
      };
      await run(node, { config: { strategy, timeoutsSeconds } });
      const first = announced.at(0);
      const end = announced.at(-1);
      expect(first).toMatchObject({
        kind: 'snapshot',
        by: expect.stringMatching(/^pod [^_]+$/),
      });
      const seconds = (Number(first?.until) - Number(first?.since)) / 1_000;
      expect(Math.abs(seconds - longestSeconds - 900)).toBeLessThan(60);
      expect(end?.since).toBe(first?.since);
      expect(Number(end?.until) - Date.now()).toBeLessThan(900_000);
    },
  );

  it('uploads from the node’s own volume only without an alternative', async () => {
    const node = await newNode();
    await run(node, {
      config: { strategy: 'auto', volumeSnapshotClass: undefined },
    });
    expect(node.api.requests.join()).not.toContain('volumesnapshots');
    expect(await published(node)).toHaveLength(1);
  });

  it.each([
    ['auto', { ok: true }],
    ['csi', { code: 'csi-missing' }],
  ])(
    'by %s checks for VolumeSnapshots in the cluster before the node is stopped',
    async (strategy, end) => {
      const node = await newNode();
      node.api.unknownGroups.push('/apis/snapshot.storage.k8s.io');
      expect(await run(node, { config: { strategy } })).toMatchObject(end);
      await podStarted(node);
      assertAtRest(node);
      expect(last(node).downtimeSeconds === undefined).toBe(strategy === 'csi');
    },
  );

  it('completes even if its snapshot has become an old one meanwhile', async () => {
    const node = await newNode({ isSuperseded: true });
    const retention = { last: 1, weekly: 0 };
    expect(await run(node, { config: { retention } })).toMatchObject({
      last: {
        result: 'done',
        message: expect.stringContaining('newer ones'),
      },
    });
    expect(await published(node)).toMatchObject([{ block: { number: 41 } }]);
  });

  it('completes even if its Event and metrics cannot be written', async () => {
    const node = await newNode();
    const onEnd = () => Promise.reject(new Error('the disk is full'));
    expect(await run(node, { onEnd })).toMatchObject({
      last: { result: 'done' },
    });
    assertAtRest(node);
  });

  it('skips a node that is not in sync, without a change', async () => {
    const node = await newNode({ state: 'BEHIND' });
    expect(await run(node)).toMatchObject({
      ok: false,
      kind: 'refused',
      code: 'not-a-candidate',
    });
    assertAtRest(node);
    expect(
      node.api.requests.filter(
        request => request.startsWith('PATCH') && request.endsWith('/scale'),
      ),
    ).toEqual([]);
    expect(last(node)).toMatchObject({ result: 'skipped' });
  });

  it.each([
    ['block 0', { isPruned: false }, undefined],
    [
      'its fork ID, where it has pruned block 0',
      { isPruned: true },
      genesisHash,
    ],
  ])('identifies the genesis of a client by %s', async (_, scenario, known) => {
    const node = await newNode({
      ...scenario,
      forkId: forkId(genesisHash, [1_000]),
    });
    const network = { ...node.config().network, genesisHash: known };
    expect(await queryChain({ ...node.config(), network })).toMatchObject({
      chainId: 7332,
      genesisHash,
      block: { number: 40 },
    });
    expect(await run(node, { config: { network } })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['none', undefined, /no fork ID of eth_config matches genesisHash 0x1111/],
    ['that of another genesis', '0x00000007', /error -32000: old data/],
  ])(
    'skips a node whose client has pruned block 0 and reports a fork ID: %s',
    async (_, stated, message) => {
      const node = await newNode({ isPruned: true, forkId: stated });
      const network = { ...node.config().network, genesisHash };
      const ended = await run(node, { config: { network } });
      expect(ended).toMatchObject({ ok: false, code: 'genesis-unknown' });
      expect(!ended.ok && ended.message).toMatch(message);
      assertAtRest(node);
    },
  );

  it('only reports the strategy in a dry run', async () => {
    const node = await newNode();
    expect(await run(node, { dryRun: true })).toMatchObject({
      ok: true,
      wouldTake: { strategy: 'csi' },
    });
    expect(node.api.requests.every(request => request.startsWith('GET'))).toBe(
      true,
    );
  });

  it('waits while another orchestrator is running', async () => {
    const node = await newNode();
    node.holdLease('other');
    const alive = setInterval(() => node.holdLease('other'), 20);
    const outcome = await run(node);
    clearInterval(alive);
    expect(outcome).toMatchObject({ ok: false, code: 'run-under-way' });
    expect(node.replicas()).toBe(1);
  });

  it('takes over an expired Lease', async () => {
    const node = await newNode();
    node.holdLease('other-dead');
    expect(await run(node)).toMatchObject({ ok: true });
  });

  it('does not take labels of the Lease for its holder', async () => {
    const node = await newNode();
    node.holdLease('other-dead');
    let labels = 0;
    const labelling = setInterval(() => node.labelLease(`${++labels}`), 20);
    const outcome = await run(node);
    clearInterval(labelling);
    expect(outcome).toMatchObject({ ok: true });
  });

  it('waits for the duration that the holder set in the Lease', async () => {
    const node = await newNode();
    node.holdLease('other', { leaseDurationSeconds: 30 });
    const renewing = setTimeout(() => node.holdLease('other'), 1_000);
    expect(await run(node)).toMatchObject({ code: 'run-under-way' });
    clearTimeout(renewing);
  });
});

describe('a run that fails starts the node again', () => {
  it.each<[string, Scenario, object, string]>([
    ['the client was killed', { exitCode: 137 }, {}, 'unclean-exit'],
    [
      'the upload fails',
      { upload: 'fails' },
      { strategy: 'direct' },
      'upload-failed',
    ],
    [
      'the upload takes too long',
      { upload: 'hangs' },
      { strategy: 'direct', timeoutsSeconds: { lease: 0.2, upload: 0.5 } },
      'capture-timeout',
    ],
    ['the upload of a clone fails', { upload: 'fails' }, {}, 'upload-failed'],
    [
      'the node is started meanwhile',
      { startedMeanwhile: true },
      {},
      'started-meanwhile',
    ],
    [
      'the node is started while its own volume is uploaded',
      { startedMeanwhile: true },
      { strategy: 'direct' },
      'started-meanwhile',
    ],
    ['the copy cannot be booted', { verify: 'fails' }, {}, 'verify-failed'],
    ['the copy is damaged', { verify: 'finds damage' }, {}, 'boot-failed'],
  ])('when %s', async (_, scenario, config, code) => {
    const node = await newNode(scenario);
    expect(await run(node, { config })).toMatchObject({ code });
    await podStarted(node);
    assertAtRest(node);
    expect(await published(node)).toEqual([]);
    expect(last(node)).toMatchObject({ code, failuresInARow: 1 });
    expect(node.events()).toMatchObject([
      { type: 'Warning', reason: 'SnapshotFailed' },
    ]);
  });

  it('when the upload takes too long and its state was edited', async () => {
    const node = await newNode({ upload: 'hangs' });
    const timeoutsSeconds = { lease: 0.2, upload: 2 };
    const config = { strategy: 'direct', timeoutsSeconds };
    const outcome = run(node, { config });
    await until(() => node.replicas() === 0 && !node.podRuns());
    node.changeState({ 'state.json': 'it is fine' });
    expect(await outcome).toMatchObject({ code: 'capture-timeout' });
    await podStarted(node);
    assertAtRest(node);
  });

  it('when its Lease cannot be renewed for a while, which is logged once', async () => {
    const node = await newNode({ upload: 'hangs' });
    const lines: string[] = [];
    const outcome = run(node, {
      config: {
        strategy: 'direct',
        timeoutsSeconds: { lease: 0.2, upload: 2 },
      },
      log: line => lines.push(line),
    });
    const renewalLines = () => lines.filter(line => / renewed/.test(line));
    await until(() => node.replicas() === 0 && !node.podRuns());
    node.api.failuresLeft = 8;
    expect(await outcome).toMatchObject({ code: 'capture-timeout' });
    expect(renewalLines()).toEqual([
      expect.stringMatching(/^Lease geth-0-snapshot is not renewed: ./),
      'Lease geth-0-snapshot is renewed again',
    ]);
    await podStarted(node);
    assertAtRest(node);
  });

  it('when it receives SIGTERM', async () => {
    const node = await newNode({ upload: 'hangs' });
    const stop = new AbortController();
    const outcome = run(node, {
      config: { strategy: 'direct' },
      signal: stop.signal,
    });
    await until(() => node.replicas() === 0 && !node.podRuns());
    stop.abort();
    expect(await outcome).toMatchObject({ ok: false, kind: 'cancelled' });
    await podStarted(node);
    assertAtRest(node);
  });

  it('although the API server fails for a while', async () => {
    const node = await newNode({ exitCode: 137 });
    const outcome = run(node);
    await until(() => node.replicas() === 0);
    node.api.failuresLeft = 8;
    expect(await outcome).toMatchObject({ ok: false, code: 'unclean-exit' });
    await podStarted(node);
    assertAtRest(node);
  });
});

describe('a node is started again although the API server refuses', () => {
  it('to scale it, for a while', async () => {
    const node = await newNode({ exitCode: 137 });
    let refusals = 3;
    node.api.refuses = request =>
      node.replicas() === 0 && request.endsWith('/scale') && refusals-- > 0;
    expect(await run(node)).toMatchObject({ ok: false, code: 'unclean-exit' });
    expect(refusals).toBeLessThan(0);
    await podStarted(node);
    assertAtRest(node);
  });

  it('for longer than one orchestrator waits, by the next', async () => {
    const node = await newNode({ exitCode: 137 });
    node.api.refuses = request =>
      node.replicas() === 0 && request.endsWith('/scale');
    const timeoutsSeconds = { lease: 0.2, resume: 0.1 };
    expect(await run(node, { config: { timeoutsSeconds } })).toMatchObject({
      kind: 'store-unavailable',
      code: 'node-stopped',
    });
    node.api.refuses = () => false;
    expect(await run(node)).toMatchObject({ code: 'unclean-exit' });
    await podStarted(node);
    assertAtRest(node);
  });

  it('to record the holder that continues the rollback of a killed one', async () => {
    const node = await newNode({ upload: 'hangs' });
    const config = { strategy: 'direct' };
    const standsStill = () => node.replicas() === 0 && !node.podRuns();
    await killWhen(node, config, standsStill);
    const failure = {
      phase: 'capture',
      kind: 'refused',
      code: 'upload-failed',
      message: 'It failed.',
    };
    const state = stateOf(node);
    node.changeState({
      'state.json': JSON.stringify({ ...state, phase: 'undo', failure }),
    });
    node.api.refuses = request => /^PATCH .*configmaps/.test(request);
    expect(await run(node, { config })).toMatchObject({ code: 'api-refused' });
    expect(node.replicas()).toBe(1);
    node.api.refuses = () => false;
    expect(await run(node, { config })).toMatchObject({
      code: 'upload-failed',
    });
    await podStarted(node);
    assertAtRest(node);
  });

  it('to read its upload', async () => {
    const node = await newNode();
    node.api.refuses = request =>
      node.replicas() === 0 && request.endsWith('/jobs/geth-0-snapshot-upload');
    expect(await run(node, { config: { strategy: 'direct' } })).toMatchObject({
      ok: false,
      code: 'api-refused',
    });
    await podStarted(node);
    assertAtRest(node);
  });
});

describe('a StatefulSet that another controller keeps changing', () => {
  it('has a timeout for its stop, after which the run fails with a reason', async () => {
    const node = await newNode();
    let conflicts = 0;
    const cluster: Cluster = {
      ...node.cluster,
      patch: async (kind, name, patch, options = {}) => {
        if (kind !== 'scale' || options.dryRun || conflicts === 1_000) {
          return node.cluster.patch(kind, name, patch, options);
        }
        conflicts += 1;
        return 'conflict';
      },
    };
    expect(await run(node, { cluster })).toMatchObject({
      code: 'api-unavailable',
      message: expect.stringContaining('StatefulSet geth-0'),
    });
    expect(conflicts).toBeLessThan(1_000);
    assertAtRest(node);
  });
});

describe('a token that cannot be read', () => {
  it('is read again', async () => {
    const node = await newNode();
    let failures = 3;
    const cluster = node.clusterAs(async () => {
      if (node.replicas() === 0 && failures-- > 0) throw new Error('ENOENT');
    });
    expect(await run(node, { cluster })).toMatchObject({ ok: true });
    expect(failures).toBeLessThan(0);
    assertAtRest(node);
  });
});

describe('a page of a proxy is no answer', () => {
  it.each([200, 404, 409])('with %s: the request is repeated', async number => {
    const node = await newNode();
    let pages = 3;
    node.api.intercepts = request =>
      node.replicas() === 0 && request.endsWith('/scale') && pages-- > 0
        ? number
        : undefined;
    expect(await run(node)).toMatchObject({ ok: true });
    expect(pages).toBeLessThan(0);
    await podStarted(node);
    assertAtRest(node);
  });
});

describe('an object of an earlier run that cannot be removed', () => {
  it.each(['volumesnapshots/geth-0-snapshot', 'jobs/geth-0-snapshot-upload'])(
    'prevents a stop of the node: %s',
    async path => {
      const node = await newNode();
      node.leave(path);
      let seconds = 0;
      const now = () => Date.now() + (seconds += 5) * 1_000;
      expect(
        await run(node, { now, config: { timeoutsSeconds: { lease: 600 } } }),
      ).toMatchObject({ code: 'left-over' });
      expect(scaleRequests(node)).toEqual([]);
      expect(last(node)).toMatchObject({ code: 'left-over' });
    },
  );
});

describe('an orchestrator that is superseded', () => {
  it('does nothing more', async () => {
    const node = await newNode({ upload: 'hangs' });
    const outcome = run(node);
    await until(() => node.data()['state.json']?.includes('"phase":"upload"'));
    const state = stateOf(node);
    node.holdLease('another');
    node.changeState({
      'state.json': JSON.stringify({ ...state, holder: 'another' }),
    });
    const taken = node.data()['state.json'];
    const before = scaleRequests(node).length;
    expect(await outcome).toMatchObject({
      // Its Job starts it again, and it sees whether the other one is alive.
      kind: 'store-unavailable',
      code: 'superseded',
    });
    expect(scaleRequests(node)).toHaveLength(before);
    expect(node.data()['state.json']).toBe(taken);
    expect(node.leaseHolder()).toBe('another');
  });

  it('does nothing more either if its Lease has no holder any more', async () => {
    const node = await newNode({ upload: 'hangs' });
    const outcome = run(node);
    await until(() => node.data()['state.json']?.includes('"phase":"upload"'));
    node.holdLease('');
    expect(await outcome).toMatchObject({
      code: 'superseded',
      message: expect.stringContaining(
        'was acquired by another orchestrator and released',
      ),
    });
  });
});

describe('an orchestrator that is killed at any of its writes', () => {
  it.each(['csi', 'direct'])(
    'is followed by one that ends the run, by %s',
    async strategy => {
      const model = await newNode();
      await run(model, { config: { strategy } });
      const unseen: number[] = [];
      let write = 1;
      for (; ; write++) {
        const node = await newNode({ storeBefore: model.storeFolder });
        const cluster = dyingAtWrite(node.cluster, write);
        const killed = await run(node, { config: { strategy }, cluster });
        if (killed.ok) break;
        const next = await run(node, { config: { strategy } });
        const end = next.ok ? 'done' : next.code;
        expect(['done', 'exit-unseen']).toContain(end);
        if (end !== 'done') unseen.push(write);
        await podStarted(node);
        assertAtRest(node);
        node.stop();
      }
      expect(write).toBeGreaterThan(12);
      // A run fails only if the pod terminated unobserved.
      expect(unseen.length).toBeLessThanOrEqual(2);
    },
  );
});
