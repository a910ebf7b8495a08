import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { stateFacts, type NodeState } from '@nodeyard/ethereum';
import { aNode, aPolledNode, aVerdict, noon } from '../__testUtils__/builders';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import type { NotificationSettings } from '../notifications/planNotifications';
import { NodeInventory } from '../store/NodeInventory';
import { NodeStates } from '../store/NodeStates';
import { OwnerNotifications } from '../store/OwnerNotifications';
import { notifyOwners } from './notifyOwners';

jest.setTimeout(180_000);

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const settings: NotificationSettings = {
  states: [
    'WRONG_NETWORK',
    'UNREACHABLE',
    'WAITING_FOR_CL',
    'STALLED',
    'BEHIND',
    'UNKNOWN',
  ],
  minimumMs: 5 * MINUTE,
  digest: { threshold: 5, windowMs: MINUTE },
  fleetPath: '/ethereum-nodes',
};

interface TestNode {
  name: string;
  cluster?: string;
  owner?: string;
}

describe.each(databaseIds)('notifyOwners on %s', databaseId => {
  const databases = testDatabases();

  /** A fleet in virtual time. Every step is a poll of all nodes and a run of the task, 15 s after the one before. */
  const open = async (
    nodes: readonly TestNode[],
    changes: Partial<NotificationSettings> = {},
  ) => {
    const knex = await databases.migrated(databaseId);
    const inventory = new NodeInventory(knex);
    const states = new NodeStates(knex);
    const idOf = ({ cluster, name }: TestNode) =>
      cluster === undefined ? `static~${name}` : `${cluster}~ns~${name}`;
    let now = noon;
    const save = async (found: readonly TestNode[]) => {
      for (const cluster of new Set(nodes.map(node => node.cluster))) {
        const place = found
          .filter(node => node.cluster === cluster)
          .map(node =>
            aNode({
              id: idOf(node),
              name: node.name,
              cluster,
              ownerRef: node.owner,
            }),
          );
        await inventory.savePlace(
          cluster === undefined ? 'static' : 'kubernetes',
          cluster === undefined
            ? { status: 'ok', nodes: place }
            : { cluster, status: 'ok', nodes: place },
          now,
        );
      }
    };
    await save(nodes);
    const sent: Array<NotificationSendOptions & { at: number }> = [];
    let refusal: Error | undefined;
    const logger = mockServices.logger.mock();
    const before = new Map<string, NodeState>();
    // A new store for each run: nothing is kept in memory.
    const run = () =>
      notifyOwners(
        {
          notifications: {
            send: async options => {
              if (refusal) throw refusal;
              sent.push({ ...options, at: now });
            },
          },
          ownerNotifications: new OwnerNotifications(
            knex,
            changes.states ?? settings.states,
          ),
          notificationSettings: { ...settings, ...changes },
          logger,
          now: () => now,
        },
        new AbortController().signal,
      );
    const pollOnce = async (stateOf: (node: TestNode) => NodeState) => {
      now += 15 * SECOND;
      const at = now;
      await states.save(
        nodes.flatMap(node => {
          const nodeId = idOf(node);
          const state = stateOf(node);
          if (before.get(nodeId) === state) return [];
          before.set(nodeId, state);
          return aPolledNode({
            nodeId,
            at,
            transitioned: true,
            verdict: aVerdict({
              state,
              ready: stateFacts[state].ready === 'yes',
              since: at,
              summary: `${state} for a reason`,
            }),
            lastSeen: at,
            // A later poll of the same state would write no more than this.
            expiresAt: at + 60 * MINUTE,
          });
        }),
      );
      await run();
    };
    /** Polls `count` times, with the state of each node. */
    const poll = async (
      stateOf: (node: TestNode, step: number) => NodeState,
      count = 1,
    ) => {
      for (let step = 0; step < count; step += 1) {
        await pollOnce(node => stateOf(node, step));
      }
    };
    /** What was sent since the last call. */
    const take = () =>
      sent.splice(0).map(({ recipients, payload, at }) => ({
        to: recipients.type === 'entity' ? recipients.entityRef : 'all',
        minute: (at - noon) / MINUTE,
        ...payload,
      }));
    return {
      poll,
      run,
      take,
      save,
      logger,
      rows: () => knex('node_notifications').select(),
      wait: (ms: number) => {
        now += ms;
      },
      refuse: (error?: Error) => {
        refusal = error;
      },
    };
  };
  const geth: TestNode = { name: 'geth', owner: 'group:default/payments' };

  it('notifies the owner of a fault and of its end, with one scope', async () => {
    const { poll, take, rows } = await open([geth]);
    await poll(() => 'SYNCED', 4);
    await poll(() => 'UNREACHABLE', 23);
    expect(take()).toEqual([]);
    await poll(() => 'UNREACHABLE', 40);
    expect(take()).toEqual([
      {
        to: 'group:default/payments',
        minute: 7.25,
        title: 'geth on sepolia: Unreachable',
        description: 'UNREACHABLE for a reason. Not in sync since 12:01 UTC.',
        link: '/ethereum-nodes/nodes/static~geth',
        severity: 'high',
        topic: 'unreachable',
        scope: 'node:static~geth',
      },
    ]);
    await poll(() => 'SYNCED', 19);
    expect(take()).toEqual([]);
    await poll(() => 'INDEXING', 20);
    expect(take()).toEqual([
      expect.objectContaining({
        title: 'geth on sepolia is in sync again',
        severity: 'low',
        topic: 'unreachable',
        scope: 'node:static~geth',
      }),
    ]);
    expect(await rows()).toEqual([]);
  });

  it('holds back a node that flaps, in both directions', async () => {
    const { poll, take } = await open([geth]);
    // Four minutes down, one poll in sync.
    await poll((_, step) => (step % 17 === 0 ? 'SYNCED' : 'STALLED'), 170);
    expect(take()).toEqual([]);
    await poll(() => 'STALLED', 30);
    expect(take()).toHaveLength(1);
    // Four minutes in sync, one poll down: the fault is not over.
    await poll((_, step) => (step % 17 === 0 ? 'STALLED' : 'SYNCED'), 170);
    expect(take()).toEqual([]);
  });

  it('does not count another fault as the end of one, and updates the notification', async () => {
    const { poll, take } = await open([geth]);
    await poll((_, step) => (step % 2 ? 'UNREACHABLE' : 'UNKNOWN'), 30);
    expect(take()).toHaveLength(1);
    await poll(() => 'WRONG_NETWORK', 30);
    expect(take()).toEqual([
      expect.objectContaining({
        title: 'geth on sepolia: On the wrong network',
        topic: 'wrong-network',
        scope: 'node:static~geth',
      }),
    ]);
  });

  it('does not notify of a planned stop, of an unlisted state, of a node without an owner, or where polling has stopped', async () => {
    const { poll, run, wait, take } = await open([geth, { name: 'unowned' }]);
    await poll(({ name }) => (name === 'geth' ? 'MAINTENANCE' : 'STALLED'), 60);
    await poll(() => 'SYNCING', 60);
    await poll(() => 'NETWORK_STALL', 60);
    await poll(() => 'UNREACHABLE', 4);
    wait(61 * MINUTE);
    await run();
    expect(take()).toEqual([]);
  });

  it('keeps a fault open during a planned stop', async () => {
    const { poll, take, rows } = await open([geth]);
    await poll(() => 'STALLED', 30);
    expect(take()).toHaveLength(1);
    await poll(() => 'MAINTENANCE', 60);
    expect(take()).toEqual([]);
    expect(await rows()).toHaveLength(1);
  });

  it('sends again what could not be sent, and only that', async () => {
    const treasury = { name: 'reth', owner: 'group:default/treasury' };
    const { poll, take, refuse, logger } = await open([geth, treasury]);
    refuse(new Error('Request failed with status 503'));
    await poll(() => 'STALLED', 30);
    expect(take()).toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      'Failed to send 2 of 2 notifications of owners; the next run sends them',
      expect.objectContaining({ message: expect.stringContaining('503') }),
    );
    refuse();
    await poll(() => 'STALLED', 3);
    expect(take().map(({ to }) => to)).toEqual([
      'group:default/payments',
      'group:default/treasury',
    ]);
  });

  it('forgets a node that is gone, and notifies a new owner', async () => {
    const { poll, take, save, rows } = await open([geth]);
    await poll(() => 'STALLED', 30);
    await save([{ ...geth, owner: 'group:default/treasury' }]);
    take();
    await poll(() => 'STALLED', 2);
    expect(take().map(({ to }) => to)).toEqual(['group:default/treasury']);
    await save([]);
    await poll(() => 'SYNCED', 30);
    expect(take()).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('sends one notification for each owner in an outage of a cluster, and holds back the others', async () => {
    const owners = [
      ...Array<string>(150).fill('group:default/payments'),
      ...Array<string>(47).fill('group:default/treasury'),
      ...Array<string>(3).fill('user:default/ada'),
    ];
    const lost = owners.map(
      (owner, index): TestNode => ({ name: `n${index}`, cluster: 'eu', owner }),
    );
    const others = ['us', undefined].map(
      (cluster): TestNode => ({ ...geth, cluster }),
    );
    const { poll, take } = await open([...lost, ...others]);
    let faults = 0;
    const last = new Map<TestNode, NodeState>();
    const count = (node: TestNode, state: NodeState) => {
      if (last.get(node) !== state && state === 'UNKNOWN') faults += 1;
      last.set(node, state);
      return state;
    };
    await poll(() => 'SYNCED', 2);
    // The nodes are lost within a minute, and a tenth of them flaps at first.
    await poll((node, step) => {
      const index = lost.indexOf(node);
      const isLost =
        index >= 0 &&
        step >= index % 4 &&
        (index % 10 > 0 || step % 3 > 0 || step > 12);
      return count(node, isLost ? 'UNKNOWN' : 'SYNCED');
    }, 80);
    const outage = take();
    expect(
      outage.map(({ to, title, scope, severity, topic }) => ({
        to,
        title,
        scope,
        severity,
        topic,
      })),
    ).toEqual([
      {
        to: 'group:default/payments',
        title: '150 nodes in cluster eu are not in sync',
        scope: 'cluster:kubernetes:eu',
        severity: 'high',
        topic: 'cluster-outage',
      },
      expect.objectContaining({
        to: 'group:default/treasury',
        title: '47 nodes in cluster eu are not in sync',
      }),
      // Below the threshold.
      ...['n197', 'n198', 'n199'].map(name =>
        expect.objectContaining({
          to: 'user:default/ada',
          title: `${name} on sepolia: Unknown`,
        }),
      ),
    ]);
    expect(outage[0]).toMatchObject({
      description: expect.stringMatching(
        /^150 Unknown\. The first since 12:00 UTC\. Nodes: (n\d+, ){9}n\d+ and 140 more\.$/,
      ),
      link: '/ethereum-nodes?owner=group%3Adefault%2Fpayments&cluster=eu',
    });

    // All but two return.
    const remaining = [lost[0], lost[1]];
    await poll(
      node => count(node, remaining.includes(node) ? 'UNKNOWN' : 'SYNCED'),
      60,
    );
    const recovery = take();
    expect(
      recovery
        .map(({ to, title }) => ({ to, title }))
        .sort((a, b) => String(a.to).localeCompare(String(b.to))),
    ).toEqual([
      {
        to: 'group:default/payments',
        title: '148 nodes in cluster eu are in sync again',
      },
      {
        to: 'group:default/treasury',
        title: '47 nodes in cluster eu are in sync again',
      },
      ...['n197', 'n198', 'n199'].map(name => ({
        to: 'user:default/ada',
        title: `${name} on sepolia is in sync again`,
      })),
    ]);
    expect(
      recovery.find(({ to }) => to === 'group:default/payments'),
    ).toMatchObject({
      description: expect.stringMatching(
        /^Not yet in sync: n0, n1\. In sync: /,
      ),
      severity: 'normal',
      scope: 'cluster:kubernetes:eu',
    });
    await poll(node => count(node, 'SYNCED'), 40);
    expect(
      take()
        .map(({ title }) => title)
        .sort(),
    ).toEqual([
      'n0 on sepolia is in sync again',
      'n1 on sepolia is in sync again',
    ]);
    // Of 280 faults and their ends: 12 notifications, of which two are for the last two nodes.
    expect(faults).toBe(280);
    expect(outage.length + recovery.length + 2).toBe(12);
  });

  it('adds nodes that are lost later to the notification of the outage', async () => {
    const nodes = Array.from(
      { length: 12 },
      (_, index): TestNode => ({
        name: `n${index}`,
        cluster: 'eu',
        owner: 'group:default/payments',
      }),
    );
    const { poll, take } = await open(nodes);
    await poll(node => (nodes.indexOf(node) < 6 ? 'STALLED' : 'SYNCED'), 30);
    await poll(() => 'STALLED', 40);
    expect(take().map(({ title, scope }) => [title, scope])).toEqual([
      ['6 nodes in cluster eu are not in sync', 'cluster:kubernetes:eu'],
      ['12 nodes in cluster eu are not in sync', 'cluster:kubernetes:eu'],
    ]);
  });
});
