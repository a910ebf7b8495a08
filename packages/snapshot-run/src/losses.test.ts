import { ANNOTATION_MAINTENANCE } from '@nodeyard/ethereum';
import type { Cluster } from './cluster';
import type { TestNode, Scenario } from './testing/testNode';
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

describe('a node is started again although its objects are deleted', () => {
  const direct = { strategy: 'direct' };
  const brief = { ...direct, timeoutsSeconds: { lease: 0.2, upload: 2 } };
  const standsStill = (node: TestNode) =>
    node.replicas() === 0 && !node.podRuns();
  const lost: [string, (node: TestNode) => void, string][] = [
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
    const node = await newNode({ upload: 'hangs' });
    const outcome = run(node, { config: brief });
    await until(() => standsStill(node));
    remove(node);
    expect(await outcome).toMatchObject({
      ok: false,
      code: expect.stringContaining(code),
      message: expect.stringContaining('make deploy'),
    });
    await podStarted(node);
    expect(node.replicas()).toBe(1);
    expect(node.leftovers()).toEqual([]);
    expect(node.events()).toMatchObject([{ reason: 'SnapshotFailed' }]);
    node.renderAgain();
    expect(await run(node, { config: brief })).toMatchObject({
      code: 'capture-timeout',
    });
  });

  it.each([
    ['the Lease', (node: TestNode) => node.deleteLease(), 'lease-missing'],
    ['the state', (node: TestNode) => node.deleteState(), 'state-missing'],
  ])(
    'when %s after the orchestrator was killed, by the next',
    async (_, remove, code) => {
      const node = await newNode({ upload: 'hangs' });
      await killWhen(node, direct, () => standsStill(node));
      remove(node);
      expect(await run(node, { config: direct })).toMatchObject({ code });
      await podStarted(node);
      expect(node.replicas()).toBe(1);
      expect(node.events()).toMatchObject([
        { message: expect.stringContaining('was started') },
      ]);
    },
  );

  it('when the state of a killed one was emptied, by the next, which takes its own snapshot', async () => {
    const scenario: Scenario = { upload: 'hangs' };
    const node = await newNode(scenario);
    await killWhen(node, direct, () => standsStill(node));
    node.changeState({ 'state.json': null });
    expect(node.replicas()).toBe(0);
    scenario.upload = undefined;
    const config = { ...direct, timeoutsSeconds: { lease: 0.2 } };
    expect(await run(node, { config, noWait: false })).toMatchObject({
      ok: true,
    });
    await podStarted(node);
    assertAtRest(node);
    // Of the node's stop only that it may still be opening its database.
    expect(Object.keys(node.leaseAnnotations())).toEqual([
      ANNOTATION_MAINTENANCE,
    ]);
  });

  it('and it is reported even if the state is deleted during the last write of the run', async () => {
    const node = await newNode();
    const cluster: Cluster = {
      ...node.cluster,
      patch: (kind, name, patch, options) => {
        if (JSON.stringify(patch).includes('"state.json":null')) {
          node.deleteState();
        }
        return node.cluster.patch(kind, name, patch, options);
      },
    };
    expect(await run(node, { cluster })).toMatchObject({
      code: 'state-gone',
      message: expect.stringContaining('make deploy'),
    });
    await podStarted(node);
    expect(node.replicas()).toBe(1);
    expect(node.leftovers()).toEqual([]);
  });

  it('but not if it was stopped by hand', async () => {
    const node = await newNode();
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
    const node = await newNode({ upload: 'hangs' });
    const direct = { strategy: 'direct' };
    await killWhen(
      node,
      direct,
      () => node.replicas() === 0 && !node.podRuns(),
    );
    const state = stateOf(node);
    node.changeState({ 'state.json': rewritten(state) });
    expect(await run(node, { config: direct })).toMatchObject({
      code: 'state-unreadable',
      message: expect.stringContaining('geth-0-snapshot-state'),
    });
    await podStarted(node);
    assertAtRest(node);
    expect(last(node)).toMatchObject({ code: 'state-unreadable' });
  });
});

describe('a node that an orchestrator left stopped is started even by one that', () => {
  it.each<[string, number, string | undefined, RegExp]>([
    // The third write stops the node.
    ['see its pod', 3, undefined, /^GET .*\/pods\//],
    [
      'undo a state that cannot be read',
      3,
      'all is well',
      /^PATCH .*configmaps/,
    ],
  ])('%s', async (_, write, state, refused) => {
    const node = await newNode();
    await run(node, { cluster: dyingAtWrite(node.cluster, write) });
    expect(node.replicas()).toBe(0);
    if (state) node.changeState({ 'state.json': state });
    node.api.refuses = request => refused.test(request);
    expect(await run(node)).toMatchObject({ code: 'api-refused' });
    expect(node.replicas()).toBe(1);
  });
});

describe('a run whose orchestrator was killed before it stopped the node', () => {
  it('starts over: the conditions for a stop are checked again', async () => {
    const scenario: Scenario = {};
    const node = await newNode(scenario);
    // The first one is the dry run of the way back, the second the state.
    await run(node, { cluster: dyingAtWrite(node.cluster, 2) });
    expect(node.data()['state.json']).toContain('"phase":"quiesce"');
    const before = scaleRequests(node).length;
    scenario.state = 'BEHIND';
    expect(await run(node)).toMatchObject({ code: 'not-a-candidate' });
    assertAtRest(node);
    expect(scaleRequests(node)).toHaveLength(before);
    scenario.state = 'SYNCED';
    expect(await run(node)).toMatchObject({ ok: true });
  });

  it('does not stop it again if it was started since', async () => {
    const node = await newNode({ upload: 'hangs' });
    await killWhen(
      node,
      { strategy: 'direct' },
      () => node.replicas() === 0 && !node.podRuns(),
    );
    node.scale(1);
    await podStarted(node);
    const before = scaleRequests(node).length;
    expect(await run(node)).toMatchObject({ kind: 'refused' });
    expect(scaleRequests(node)).toHaveLength(before);
    assertAtRest(node);
  });
});
