import { InputError } from '@backstage/errors';
import { aPolledNode, aVerdict, noon } from '../__testUtils__/builders';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import type { NodeChange } from './KnownNode';
import { NodeStates } from './NodeStates';
import { TimelineQueries } from './TimelineQueries';

jest.setTimeout(180_000);

const MINUTE = 60_000;
const iso = (time: number) => new Date(time).toISOString();
const upgrade = (at: number): NodeChange => ({
  kind: 'version',
  subject: 'execution',
  at,
  before: 'Geth/v1.17.7',
  after: 'Geth/v1.17.8',
});

describe.each(databaseIds)('the timeline of a node on %s', databaseId => {
  const databases = testDatabases();
  const open = async () => {
    const knex = await databases.migrated(databaseId);
    const states = new NodeStates(knex);
    const queries = new TimelineQueries(knex, () => noon);
    const came = (
      state: 'SYNCED' | 'STALLED' | 'UNREACHABLE',
      at: number,
      changes: NodeChange[] = [],
    ) =>
      states.save([
        aPolledNode({
          nodeId: 'a',
          at,
          verdict: aVerdict({ state, summary: state }),
          changes,
        }),
      ]);
    return { knex, queries, came };
  };

  it('lists changes and transitions, newest first, each with the time of the next transition', async () => {
    const { queries, came } = await open();
    await came('SYNCED', noon - 60 * MINUTE);
    await came('STALLED', noon - 10 * MINUTE, [upgrade(noon - 22 * MINUTE)]);
    expect(await queries.read('a', {})).toEqual({
      items: [
        {
          type: 'transition',
          at: iso(noon - 10 * MINUTE),
          since: iso(noon - 10 * MINUTE),
          state: 'STALLED',
          summary: 'STALLED',
        },
        {
          type: 'change',
          at: iso(noon - 22 * MINUTE),
          kind: 'version',
          subject: 'execution',
          before: 'Geth/v1.17.7',
          after: 'Geth/v1.17.8',
          nextAt: iso(noon - 10 * MINUTE),
        },
        {
          type: 'transition',
          at: iso(noon - 60 * MINUTE),
          since: iso(noon - 60 * MINUTE),
          state: 'SYNCED',
          summary: 'SYNCED',
          nextAt: iso(noon - 10 * MINUTE),
        },
      ],
    });
  });

  it('pages through entries of the same millisecond, with the next transition across pages', async () => {
    const { queries, came } = await open();
    await came('SYNCED', noon - 3 * MINUTE);
    await came('STALLED', noon - 2 * MINUTE, [
      upgrade(noon - 2 * MINUTE),
      upgrade(noon - 2 * MINUTE),
    ]);
    await came('SYNCED', noon - MINUTE);
    const whole = (await queries.read('a', {})).items;
    expect(whole.map(({ type }) => type)).toEqual([
      'transition',
      'transition',
      'change',
      'change',
      'transition',
    ]);
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await queries.read('a', { cursor, limit: 1 });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
  });

  it('excludes other nodes, and entries in the future', async () => {
    const { knex, queries, came } = await open();
    await came('SYNCED', noon + MINUTE);
    await knex('node_transitions').insert({
      node_id: 'b',
      state: 'SYNCED',
      at: noon,
      summary: '',
    });
    expect(await queries.read('a', {})).toEqual({ items: [] });
  });

  it('refuses an invalid cursor', async () => {
    const { queries } = await open();
    for (const position of ['', '[]', '[1,"change"]', '[1,"state",2]', '{}']) {
      await expect(
        queries.read('a', {
          cursor: Buffer.from(position).toString('base64url'),
        }),
      ).rejects.toThrow(InputError);
    }
  });
});
