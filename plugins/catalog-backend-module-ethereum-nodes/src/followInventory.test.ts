import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import {
  NODE_INVENTORY_TOPIC,
  type NodeInventoryEvent,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { followInventory } from './followInventory';

const appeared: NodeInventoryEvent = {
  changedAt: '2026-11-23T12:00:00.000Z',
  changes: [
    {
      kind: 'appeared',
      node: {
        id: 'eu~payments~geth-0',
        source: 'kubernetes',
        name: 'geth-0',
        network: 'sepolia',
      },
    },
  ],
};

async function setUp() {
  const events = mockServices.events();
  const lifecycle = mockServices.lifecycle.mock();
  const logger = mockServices.logger.mock();
  const trigger = jest.fn(async () => {});
  await followInventory({ events, lifecycle, logger, trigger });
  const publish = (eventPayload: unknown = appeared) =>
    events.publish({ topic: NODE_INVENTORY_TOPIC, eventPayload });
  const stop = () => lifecycle.addShutdownHook.mock.calls[0]?.[0]();
  return { events, logger, trigger, publish, stop };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

it('runs once for the events of five seconds', async () => {
  const { trigger, publish } = await setUp();
  await publish();
  await publish();
  expect(trigger).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(4_999);
  await publish();
  await jest.advanceTimersByTimeAsync(1);
  expect(trigger).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(trigger).toHaveBeenCalledTimes(1);

  await publish();
  await jest.advanceTimersByTimeAsync(5_000);
  expect(trigger).toHaveBeenCalledTimes(2);
});

it('waits for the end of another run', async () => {
  const { trigger, publish, logger } = await setUp();
  trigger
    .mockRejectedValueOnce(new ConflictError('currently running'))
    .mockRejectedValueOnce(new ConflictError('currently running'));
  await publish();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(trigger).toHaveBeenCalledTimes(3);
  expect(logger.warn).not.toHaveBeenCalled();
});

it('leaves other failures to the schedule', async () => {
  const { trigger, publish, logger } = await setUp();
  trigger.mockRejectedValueOnce(new Error('the database is closed'));
  await publish();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(trigger).toHaveBeenCalledTimes(1);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('the database is closed'),
  );
});

it.each([
  null,
  'constructor',
  {},
  { ...appeared, changes: [] },
  { ...appeared, changes: [{ kind: 'appeared', node: { id: 5 } }] },
])('ignores the payload %j', async payload => {
  const { trigger, publish, logger } = await setUp();
  await publish(payload);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(trigger).not.toHaveBeenCalled();
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('ignores other topics, and all after the shutdown', async () => {
  const { events, trigger, publish, stop } = await setUp();
  await events.publish({ topic: 'github.push', eventPayload: appeared });
  await jest.advanceTimersByTimeAsync(60_000);
  await publish();
  await stop();
  await publish();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(trigger).not.toHaveBeenCalled();
});
