import { listSnapshots } from '../list';
import { Stopped } from '../stopped';
import { Cluster, Kind } from './cluster';
import { lastRunSchema } from './lastRun';
import { orchestrate } from './orchestrate';
import { Surroundings } from './run';
import { ANode, aNode, Fate } from './testing/aNode';

jest.setTimeout(120_000);

const nodes: ANode[] = [];
async function given(fate?: Fate): Promise<ANode> {
  const node = await aNode(fate);
  nodes.push(node);
  return node;
}
afterEach(() => nodes.splice(0).forEach(node => node.stop()));

function around(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    now: Date.now,
    fetch,
    signal: new AbortController().signal,
    log: () => {},
    pollMs: 5,
    ...changes,
  };
}

let orchestrators = 0;
function run(
  node: ANode,
  {
    config = {},
    cluster = node.cluster,
    once = true,
    dryRun = false,
    onEnd,
    ...changes
  }: Partial<Surroundings> & {
    config?: object;
    cluster?: Cluster;
    once?: boolean;
    dryRun?: boolean;
    onEnd?: () => Promise<void>;
  } = {},
) {
  orchestrators += 1;
  return orchestrate({
    config: node.config(config),
    cluster,
    around: around(changes),
    holder: `orchestrator-${orchestrators}`,
    once,
    dryRun,
    onEnd,
  });
}

const last = (node: ANode) =>
  lastRunSchema.parse(JSON.parse(node.data()['last.json']));

function assertAtRest(node: ANode): void {
  expect(node.replicas()).toBe(1);
  expect(node.podRuns()).toBe(true);
  expect(node.data()['state.json']).toBeUndefined();
  expect(node.leaseHolder()).toBeUndefined();
  expect(node.leftovers()).toEqual([]);
}

async function published(node: ANode) {
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
      const node = await given();
      expect(await run(node, { config: { strategy } })).toMatchObject({
        last: { result: 'done' },
      });
      await settled(node);
      assertAtRest(node);
      const [snapshot] = await published(node);
      expect(snapshot.block).toEqual(node.facts.block);
      expect(last(node)).toMatchObject({
        result: 'done',
        failuresInARow: 0,
        snapshot: { id: snapshot.id, block: 40 },
      });
      expect(node.events()).toMatchObject([
        { type: 'Normal', reason: 'SnapshotPublished' },
      ]);
    },
  );

  it('uploads from the node’s own volume only when it has no other way', async () => {
    const node = await given();
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
    'by %s heeds that the cluster has no VolumeSnapshots, before the node is stopped',
    async (strategy, end) => {
      const node = await given();
      node.api.unknown.push('/apis/snapshot.storage.k8s.io');
      expect(await run(node, { config: { strategy } })).toMatchObject(end);
      await settled(node);
      assertAtRest(node);
      expect(last(node).downtimeSeconds === undefined).toBe(strategy === 'csi');
    },
  );

  it('is done also when its snapshot has become an old one meanwhile', async () => {
    const node = await given({ isOutrun: true });
    const retention = { last: 1, weekly: 0 };
    expect(await run(node, { config: { retention } })).toMatchObject({
      last: {
        result: 'done',
        message: expect.stringContaining('newer ones'),
      },
    });
    expect(await published(node)).toMatchObject([{ block: { number: 41 } }]);
  });

  it('is done also when nobody can be told of it', async () => {
    const node = await given();
    const onEnd = () => Promise.reject(new Error('the disk is full'));
    expect(await run(node, { onEnd })).toMatchObject({
      last: { result: 'done' },
    });
    assertAtRest(node);
  });

  it('skips a node that is not in sync, without touching it', async () => {
    const node = await given({ state: 'BEHIND' });
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

  it('only says what it would do with a dry run', async () => {
    const node = await given();
    expect(await run(node, { dryRun: true })).toMatchObject({
      ok: true,
      wouldTake: { strategy: 'csi' },
    });
    expect(node.api.requests.every(request => request.startsWith('GET'))).toBe(
      true,
    );
  });

  it('waits its turn while another orchestrator is alive', async () => {
    const node = await given();
    node.holdLease('somebody');
    const alive = setInterval(() => node.holdLease('somebody'), 20);
    const outcome = await run(node);
    clearInterval(alive);
    expect(outcome).toMatchObject({ ok: false, code: 'run-under-way' });
    expect(node.replicas()).toBe(1);
  });

  it('takes over the Lease of one that is not', async () => {
    const node = await given();
    node.holdLease('somebody-dead');
    expect(await run(node)).toMatchObject({ ok: true });
  });

  it('does not take who labels the Lease for its holder', async () => {
    const node = await given();
    node.holdLease('somebody-dead');
    let labels = 0;
    const labelling = setInterval(() => node.labelLease(`${++labels}`), 20);
    const outcome = await run(node);
    clearInterval(labelling);
    expect(outcome).toMatchObject({ ok: true });
  });

  it('waits for as long as the holder took the Lease for', async () => {
    const node = await given();
    node.holdLease('somebody', { leaseDurationSeconds: 30 });
    const renewing = setTimeout(() => node.holdLease('somebody'), 1_000);
    expect(await run(node)).toMatchObject({ code: 'run-under-way' });
    clearTimeout(renewing);
  });
});

describe('a run that fails starts the node again', () => {
  it.each<[string, Fate, object, string]>([
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
      'somebody starts the node meanwhile',
      { startedMeanwhile: true },
      {},
      'started-meanwhile',
    ],
    [
      'somebody starts the node while its own volume is uploaded',
      { startedMeanwhile: true },
      { strategy: 'direct' },
      'started-meanwhile',
    ],
    ['the copy cannot be booted', { verify: 'fails' }, {}, 'verify-failed'],
    ['the copy is damaged', { verify: 'finds damage' }, {}, 'boot-failed'],
  ])('when %s', async (_, fate, config, code) => {
    const node = await given(fate);
    expect(await run(node, { config })).toMatchObject({ code });
    await settled(node);
    assertAtRest(node);
    expect(await published(node)).toEqual([]);
    expect(last(node)).toMatchObject({ code, failuresInARow: 1 });
    expect(node.events()).toMatchObject([
      { type: 'Warning', reason: 'SnapshotFailed' },
    ]);
  });

  it('when the upload takes too long and somebody has edited its state', async () => {
    const node = await given({ upload: 'hangs' });
    const timeoutsSeconds = { lease: 0.2, upload: 2 };
    const config = { strategy: 'direct', timeoutsSeconds };
    const outcome = run(node, { config });
    await until(() => node.replicas() === 0 && !node.podRuns());
    node.changeState({ 'state.json': 'it is fine' });
    expect(await outcome).toMatchObject({ code: 'capture-timeout' });
    await settled(node);
    assertAtRest(node);
  });

  it('when it is asked to stop', async () => {
    const node = await given({ upload: 'hangs' });
    const stop = new AbortController();
    const outcome = run(node, {
      config: { strategy: 'direct' },
      signal: stop.signal,
    });
    await until(() => node.replicas() === 0 && !node.podRuns());
    stop.abort();
    expect(await outcome).toMatchObject({ ok: false, kind: 'cancelled' });
    await settled(node);
    assertAtRest(node);
  });

  it('although the API server fails for a while', async () => {
    const node = await given({ exitCode: 137 });
    const outcome = run(node);
    await until(() => node.replicas() === 0);
    node.api.failing = 8;
    expect(await outcome).toMatchObject({ ok: false, code: 'unclean-exit' });
    await settled(node);
    assertAtRest(node);
  });
});

describe('a node is started again although the API server refuses', () => {
  it('to scale it, for a while', async () => {
    const node = await given({ exitCode: 137 });
    let refusals = 3;
    node.api.refuses = request =>
      node.replicas() === 0 && request.endsWith('/scale') && refusals-- > 0;
    expect(await run(node)).toMatchObject({ ok: false, code: 'unclean-exit' });
    expect(refusals).toBeLessThan(0);
    await settled(node);
    assertAtRest(node);
  });

  it('for longer than one orchestrator waits, by the next', async () => {
    const node = await given({ exitCode: 137 });
    node.api.refuses = request =>
      node.replicas() === 0 && request.endsWith('/scale');
    const timeoutsSeconds = { lease: 0.2, resume: 0.1 };
    expect(await run(node, { config: { timeoutsSeconds } })).toMatchObject({
      kind: 'store-unavailable',
      code: 'node-stopped',
    });
    node.api.refuses = () => false;
    expect(await run(node)).toMatchObject({ code: 'unclean-exit' });
    await settled(node);
    assertAtRest(node);
  });

  it('to look after its upload', async () => {
    const node = await given();
    node.api.refuses = request =>
      node.replicas() === 0 && request.endsWith('/jobs/geth-0-snapshot-upload');
    expect(await run(node, { config: { strategy: 'direct' } })).toMatchObject({
      ok: false,
      code: 'api-refused',
    });
    await settled(node);
    assertAtRest(node);
  });
});

describe('a node is started again although its objects are deleted', () => {
  const direct = { strategy: 'direct' };
  const brief = { ...direct, timeoutsSeconds: { lease: 0.2, upload: 2 } };
  const standsStill = (node: ANode) => node.replicas() === 0 && !node.podRuns();
  const lost: [string, (node: ANode) => void, string][] = [
    ['the Lease', node => node.deleteLease(), 'lease-gone'],
    ['the state', node => node.deleteState(), 'state-gone'],
    [
      'both',
      node => {
        node.deleteLease();
        node.deleteState();
      },
      'gone',
    ],
    [
      'both, which a deployment makes again,',
      node => {
        node.deleteLease();
        node.deleteState();
        node.renderAgain();
      },
      'gone',
    ],
  ];

  it.each(lost)('when %s in the middle of a run', async (_, remove, code) => {
    const node = await given({ upload: 'hangs' });
    const outcome = run(node, { config: brief });
    await until(() => standsStill(node));
    remove(node);
    expect(await outcome).toMatchObject({
      ok: false,
      code: expect.stringContaining(code),
      message: expect.stringContaining('make deploy'),
    });
    await settled(node);
    expect(node.replicas()).toBe(1);
    expect(node.leftovers()).toEqual([]);
    expect(node.events()).toMatchObject([{ reason: 'SnapshotFailed' }]);
    node.renderAgain();
    expect(await run(node, { config: brief })).toMatchObject({
      code: 'capture-timeout',
    });
  });

  it.each([
    ['the Lease', (node: ANode) => node.deleteLease(), 'lease-missing'],
    ['the state', (node: ANode) => node.deleteState(), 'state-missing'],
  ])(
    'when %s after the orchestrator was killed, by the next',
    async (_, remove, code) => {
      const node = await given({ upload: 'hangs' });
      await killedWhile(node, direct, () => standsStill(node));
      remove(node);
      expect(await run(node, { config: direct })).toMatchObject({ code });
      await settled(node);
      expect(node.replicas()).toBe(1);
      expect(node.events()).toMatchObject([
        { message: expect.stringContaining('was started') },
      ]);
    },
  );

  it('when the state of a killed one was emptied, by the next, which takes its own snapshot', async () => {
    const fate: Fate = { upload: 'hangs' };
    const node = await given(fate);
    await killedWhile(node, direct, () => standsStill(node));
    node.changeState({ 'state.json': null });
    expect(node.replicas()).toBe(0);
    fate.upload = undefined;
    const config = { ...direct, timeoutsSeconds: { lease: 0.2 } };
    expect(await run(node, { config, once: false })).toMatchObject({
      ok: true,
    });
    await settled(node);
    assertAtRest(node);
    expect(node.leaseAnnotations()).toEqual({});
  });

  it('but not when somebody else stopped it', async () => {
    const node = await given();
    node.scale(0);
    expect(await run(node)).toMatchObject({ code: 'not-a-candidate' });
    expect(node.replicas()).toBe(0);
  });
});

describe('a state that cannot be read', () => {
  it.each<[string, (state: object) => string]>([
    [
      'of a newer version',
      state =>
        JSON.stringify({
          ...state,
          format: 'nodeyard-snapshot-state/2',
          phase: 'warm-up',
          more: true,
        }),
    ],
    ['of people', () => 'all is well'],
    ['of no shape', () => '[]'],
  ])('%s is undone, and the next run begins anew', async (_, rewritten) => {
    const node = await given({ upload: 'hangs' });
    const direct = { strategy: 'direct' };
    await killedWhile(
      node,
      direct,
      () => node.replicas() === 0 && !node.podRuns(),
    );
    const state = JSON.parse(node.data()['state.json']);
    node.changeState({ 'state.json': rewritten(state) });
    expect(await run(node, { config: direct })).toMatchObject({
      code: 'state-unreadable',
      message: expect.stringContaining('geth-0-snapshot-state'),
    });
    await settled(node);
    assertAtRest(node);
    expect(last(node)).toMatchObject({ code: 'state-unreadable' });
  });
});

describe('a run whose orchestrator was killed before it stopped the node', () => {
  it('starts over: whether the node may be stopped is looked at again', async () => {
    const fate: Fate = {};
    const node = await given(fate);
    // The first one is the dry run of the way back, the second the state.
    await run(node, { cluster: dyingAt(node.cluster, 2) });
    expect(node.data()['state.json']).toContain('"phase":"quiesce"');
    const before = scaledBy(node).length;
    fate.state = 'BEHIND';
    expect(await run(node)).toMatchObject({ code: 'not-a-candidate' });
    assertAtRest(node);
    expect(scaledBy(node)).toHaveLength(before);
    fate.state = 'SYNCED';
    expect(await run(node)).toMatchObject({ ok: true });
  });

  it('does not stop it again when somebody has started it since', async () => {
    const node = await given({ upload: 'hangs' });
    await killedWhile(
      node,
      { strategy: 'direct' },
      () => node.replicas() === 0 && !node.podRuns(),
    );
    node.scale(1);
    await settled(node);
    const before = scaledBy(node).length;
    expect(await run(node)).toMatchObject({ kind: 'refused' });
    expect(scaledBy(node)).toHaveLength(before);
    assertAtRest(node);
  });
});

describe('a token that cannot be read', () => {
  it('is read again', async () => {
    const node = await given();
    let failures = 3;
    const cluster = node.clusterAs(async () => {
      if (node.replicas() === 0 && failures-- > 0) throw new Error('ENOENT');
    });
    expect(await run(node, { cluster })).toMatchObject({ ok: true });
    expect(failures).toBeLessThan(0);
    assertAtRest(node);
  });
});

describe('a proxy’s page is no answer', () => {
  it.each([200, 404, 409])(
    'with %s: what was asked is asked again',
    async number => {
      const node = await given();
      let pages = 3;
      node.api.intercepts = request =>
        node.replicas() === 0 && request.endsWith('/scale') && pages-- > 0
          ? number
          : undefined;
      expect(await run(node)).toMatchObject({ ok: true });
      expect(pages).toBeLessThan(0);
      await settled(node);
      assertAtRest(node);
    },
  );
});

describe('what an earlier run left and cannot be removed', () => {
  it.each(['volumesnapshots/geth-0-snapshot', 'jobs/geth-0-snapshot-upload'])(
    'keeps the node from being stopped: %s',
    async path => {
      const node = await given();
      node.leave(path);
      let seconds = 0;
      const now = () => Date.now() + (seconds += 5) * 1_000;
      expect(
        await run(node, { now, config: { timeoutsSeconds: { lease: 600 } } }),
      ).toMatchObject({ code: 'left-over' });
      expect(scaledBy(node)).toEqual([]);
      expect(last(node)).toMatchObject({ code: 'left-over' });
    },
  );
});

describe('an orchestrator that is superseded', () => {
  it('does nothing more', async () => {
    const node = await given({ upload: 'hangs' });
    const outcome = run(node);
    await until(() => node.data()['state.json']?.includes('"phase":"upload"'));
    const state = JSON.parse(node.data()['state.json']);
    node.holdLease('another');
    node.changeState({
      'state.json': JSON.stringify({ ...state, holder: 'another' }),
    });
    const taken = node.data()['state.json'];
    const before = scaledBy(node).length;
    expect(await outcome).toMatchObject({
      // Its Job starts it again, and it sees whether the other one is alive.
      kind: 'store-unavailable',
      code: 'superseded',
    });
    expect(scaledBy(node)).toHaveLength(before);
    expect(node.data()['state.json']).toBe(taken);
    expect(node.leaseHolder()).toBe('another');
  });
});

describe('an orchestrator that is killed at any of its writes', () => {
  it.each(['csi', 'direct'])(
    'is followed by one that ends the run, by %s',
    async strategy => {
      const model = await given();
      await run(model, { config: { strategy } });
      const unseen: number[] = [];
      let write = 1;
      for (; ; write++) {
        const node = await given({ storeBefore: model.storeFolder });
        const cluster = dyingAt(node.cluster, write);
        const killed = await run(node, { config: { strategy }, cluster });
        if (killed.ok) break;
        const next = await run(node, { config: { strategy } });
        const end = next.ok ? 'done' : next.code;
        expect(['done', 'exit-unseen']).toContain(end);
        if (end !== 'done') unseen.push(write);
        await settled(node);
        assertAtRest(node);
        node.stop();
      }
      expect(write).toBeGreaterThan(12);
      // Only where the pod ended while nobody looked is a run given up.
      expect(unseen.length).toBeLessThanOrEqual(2);
    },
  );
});

/** Run an orchestrator until something is so, and no further: it does not come to anything more. */
async function killedWhile(
  node: ANode,
  config: object,
  isSo: () => boolean,
): Promise<void> {
  let isDead = false;
  const outcome = run(node, {
    config,
    cluster: mortal(node.cluster, () => isDead),
  });
  await until(isSo);
  isDead = true;
  await outcome;
}

function mortal(cluster: Cluster, isDead: () => boolean): Cluster {
  const alive = async <T>(work: () => Promise<T>) => {
    if (isDead()) throw new Stopped('refused', 'superseded', 'dead');
    return work();
  };
  return {
    ...cluster,
    read: async (kind, name, schema) =>
      alive(() => cluster.read(kind, name, schema)),
    create: (...args) => alive(() => cluster.create(...args)),
    patch: (...args) => alive(() => cluster.patch(...args)),
    remove: (...args) => alive(() => cluster.remove(...args)),
  };
}

/** Requests that scale the node. */
function scaledBy(node: ANode): string[] {
  return node.api.requests.filter(request => /^PATCH .*\/scale$/.test(request));
}

/** A cluster whose client is dead from its nth write on; the write itself is still made, as when an answer is never read. */
function dyingAt(cluster: Cluster, nth: number): Cluster {
  let writes = 0;
  const dead = () => {
    throw new Stopped('refused', 'superseded', 'dead');
  };
  const read = <T>(work: () => Promise<T>) => (writes >= nth ? dead() : work());
  // How often the Lease is renewed meanwhile is a matter of time.
  const write = async <T>(kind: Kind, work: () => Promise<T>): Promise<T> => {
    if (writes >= nth) return dead();
    if (kind !== 'lease') writes += 1;
    const outcome = await work();
    return writes === nth ? dead() : outcome;
  };
  return {
    ...cluster,
    read: async (kind, name, schema) =>
      read(() => cluster.read(kind, name, schema)),
    serves: async kind => read(() => cluster.serves(kind)),
    create: (kind, manifest) =>
      write(kind, () => cluster.create(kind, manifest)),
    patch: (kind, ...args) => write(kind, () => cluster.patch(kind, ...args)),
    remove: (kind, name) => write(kind, () => cluster.remove(kind, name)),
  };
}

/** The controllers act a moment later. */
async function settled(node: ANode): Promise<void> {
  await until(() => node.podRuns());
}

async function until(condition: () => boolean | undefined): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('not seen');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
