import { ConfigReader } from '@backstage/config';
import { readOptions } from './config';

const KEY = 'catalog.providers.ethereumNodes';
const read = (ethereumNodes: unknown) =>
  readOptions(
    new ConfigReader({
      catalog: { providers: { ethereumNodes: ethereumNodes as object } },
    }),
  );

it('has defaults', () => {
  expect(readOptions(new ConfigReader({}))).toBeUndefined();
  expect(read({})).toEqual({
    kinds: new Set(['nodes', 'apis', 'clusters', 'networks', 'snapshots']),
    namespace: 'default',
    owner: 'unknown',
    system: undefined,
    schedule: {
      frequency: { minutes: 5 },
      timeout: { minutes: 4 },
      initialDelay: { minutes: 2 },
    },
  });
});

it.each([
  [{ kinds: ['node'] }, `${KEY}.kinds: "node" is unknown; use nodes, apis`],
  [{ kinds: ['constructor'] }, `${KEY}.kinds: "constructor" is unknown`],
  [{ kinds: 'nodes' }, `${KEY}.kinds`],
  [{ kinds: [] }, `${KEY}.kinds: is empty; use some of nodes, apis`],
  [{ namespace: 'My Team' }, `${KEY}.namespace: "My Team" is not a namespace`],
  [{ namespace: 5 }, `${KEY}.namespace`],
  [{ owner: 'a:b:c' }, `${KEY}.owner: "a:b:c" is not an entity reference`],
  [
    { owner: 'Platform team' },
    `${KEY}.owner: "Platform team" is not an entity`,
  ],
  [{ owner: '__proto__' }, `${KEY}.owner: "__proto__" is not an entity`],
  [{ system: '' }, `${KEY}.system`],
  [{ system: 'a/b/c' }, `${KEY}.system: "a/b/c" is not an entity reference`],
  [{ schedule: { timeout: { minutes: 1 } } }, `${KEY}.schedule`],
  [
    { schedule: { frequency: 'often', timeout: { minutes: 1 } } },
    `${KEY}.schedule: Invalid duration 'often'`,
  ],
  ['on', `${KEY}`],
])('%j names the key', (config, message) => {
  expect(() => read(config)).toThrow(message);
});
