import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { aPolledNode, aVerdict, noon } from '../__testUtils__/builders';
import { HistoryCompactor } from './HistoryCompactor';
import { HistoryQueries } from './HistoryQueries';
import { NodeStates } from './NodeStates';
import type { PointRow } from './rows';

jest.setTimeout(180_000);

const MINUTE = 60_000;
const hour = 60 * MINUTE;
const day = 24 * hour;

describe.each(databaseIds)('the history of a node on %s', databaseId => {
  const databases = testDatabases();
  const open = async () => {
    const knex = await databases.migrated(databaseId);
    const add = async (points: Array<Partial<PointRow> & { at: number }>) => {
      const rows = points.map(point => ({
        node_id: 'a',
        resolution: 0,
        state: 'SYNCED',
        head_number: 1,
        head_age_seconds: 5,
        execution_peers: 7,
        ...point,
      }));
      for (let start = 0; start < rows.length; start += 500) {
        await knex('node_points').insert(rows.slice(start, start + 500));
      }
    };
    const read = (hours: number, now = noon) =>
      new HistoryQueries(knex, () => now).read('a', hours);
    return {
      knex,
      keeper: new HistoryCompactor(knex),
      states: new NodeStates(knex),
      add,
      read,
    };
  };

  it('aggregates five minutes by worst state, highest head, oldest age and fewest peers', async () => {
    const { keeper, add, read } = await open();
    await add([
      {
        at: noon - hour,
        state: 'SYNCED',
        head_number: 100,
        head_age_seconds: 4,
        execution_peers: 9,
      },
      {
        at: noon - hour + 15_000,
        state: 'STALLED',
        head_number: 101,
        head_age_seconds: 30.5,
        execution_peers: 3,
      },
      {
        at: noon - hour + 30_000,
        state: 'INDEXING',
        head_number: 102,
        head_age_seconds: 6,
        execution_peers: 8,
      },
    ]);
    await keeper.downsample(noon);
    expect((await read(24)).points).toEqual([
      {
        at: '2026-11-23T11:00:00.000Z',
        state: 'STALLED',
        headNumber: 102,
        headAgeSeconds: 30.5,
        executionPeers: 3,
      },
    ]);
  });

  it('reads the longest retention, and a longer time span, while the clock advances', async () => {
    const { knex, add } = await open();
    const at = noon - 89 * day;
    await add([{ at, resolution: 3600 }]);
    let now = noon;
    const queries = new HistoryQueries(knex, () => now++);
    const expected = [{ at: new Date(at).toISOString() }];
    expect((await queries.read('a', 90 * 24)).points).toMatchObject(expected);
    expect((await queries.read('a', 91 * 24)).points).toMatchObject(expected);
  });

  it('aggregates completed periods once, and not one that may get further points', async () => {
    const { knex, keeper, add } = await open();
    await add([
      { at: noon - 11 * MINUTE },
      { at: noon - 5 * MINUTE },
      { at: noon - 1000 },
    ]);
    const periods = async () =>
      (
        await knex<PointRow>('node_points')
          .where({ resolution: 300 })
          .orderBy('at')
      ).map(({ at }) => Number(at));

    await keeper.downsample(noon + 30_000);
    expect(await periods()).toEqual([noon - 15 * MINUTE]);
    await keeper.downsample(noon + MINUTE);
    await keeper.downsample(noon + MINUTE);
    expect(await periods()).toEqual([noon - 15 * MINUTE, noon - 5 * MINUTE]);
  });

  it('continues after a clock was an hour fast, and excludes points in the future', async () => {
    const { knex, keeper, add, read } = await open();
    await add([{ at: noon + hour }, { at: noon + hour, resolution: 300 }]);
    await add([{ at: noon - 5 * MINUTE }, { at: noon }]);
    await keeper.downsample(noon + MINUTE);
    const summed = await knex<PointRow>('node_points')
      .where({ resolution: 300 })
      .orderBy('at');
    expect(summed.map(({ at }) => Number(at))).toEqual([
      noon - 5 * MINUTE,
      noon + hour,
    ]);
    for (const hours of [1, 24]) {
      expect((await read(hours, noon + MINUTE)).points).toMatchObject([
        { at: new Date(noon - 5 * MINUTE).toISOString() },
        { at: new Date(noon).toISOString() },
      ]);
    }
  });

  it('returns polled, five-minute or hourly points, and finer ones for the newest period', async () => {
    const { keeper, add, read } = await open();
    const polls = Array.from({ length: 4 * 60 * 2 }, (_, index) => ({
      at: noon - index * 15_000,
    }));
    await add(polls);
    await keeper.downsample(noon);

    expect((await read(1)).points).toHaveLength(4 * 60 + 1);
    const ofADay = (await read(24)).points.map(({ at }) => Date.parse(at));
    // 23 complete periods of five minutes and later points: the period from 11:55 to noon completes in a minute.
    expect(ofADay.filter(at => at < noon - 5 * MINUTE)).toHaveLength(23);
    expect(ofADay.at(-1)).toBe(noon);
    expect([...ofADay].sort((a, b) => a - b)).toEqual(ofADay);
    expect(new Set(ofADay).size).toBe(ofADay.length);
    const ofAMonth = (await read(24 * 30)).points.map(({ at }) =>
      Date.parse(at),
    );
    expect(ofAMonth[0]).toBe(noon - 2 * hour);
  });

  it('deletes points after 2 hours, 7 days and 90 days, and transitions after 90 days', async () => {
    const { knex, keeper, states, add } = await open();
    for (const [resolution, kept] of [
      [0, 2 * hour],
      [300, 7 * day],
      [3600, 90 * day],
    ] as const) {
      await add([
        { at: noon - kept - 1, resolution },
        { at: noon - kept + 1, resolution },
      ]);
    }
    const change = { kind: 'pod', subject: 'a-0' } as const;
    await states.save([
      aPolledNode({
        nodeId: 'a',
        at: noon - 90 * day - 1,
        fresh: false,
        changes: [
          { ...change, at: noon - 90 * day - 1 },
          { ...change, at: noon },
        ],
      }),
    ]);
    await states.save([aPolledNode({ nodeId: 'a', at: noon, fresh: false })]);

    await keeper.deleteExpired(noon);

    expect((await knex('node_points').select()).length).toBe(3);
    expect((await knex('node_transitions').select()).length).toBe(1);
    expect((await knex('node_changes').select()).length).toBe(1);
  });

  it('limits a node that changes constantly to the newest 2,000 transitions and changes', async () => {
    const { knex, keeper } = await open();
    const rows = (nodeId: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({
        node_id: nodeId,
        at: noon - i,
      }));
    for (const [table, columns] of [
      ['node_transitions', { state: 'SYNCED', summary: '' }],
      ['node_changes', { kind: 'pod', subject: 'a-0' }],
    ] as const) {
      const all = [...rows('a', 2_600), ...rows('b', 3)];
      for (let start = 0; start < all.length; start += 500) {
        await knex(table).insert(
          all.slice(start, start + 500).map(row => ({ ...row, ...columns })),
        );
      }
    }
    await keeper.deleteExpired(noon);
    for (const table of ['node_transitions', 'node_changes']) {
      const left = await knex(table).where({ node_id: 'a' }).orderBy('at');
      expect(left).toHaveLength(2_000);
      expect(Number(left[0].at)).toBe(noon - 1_999);
      expect(await knex(table).where({ node_id: 'b' })).toHaveLength(3);
    }
  });

  it('returns seven days in periods of five minutes', async () => {
    const { add, keeper, read } = await open();
    const periods = 7 * 24 * 12;
    await add(
      Array.from({ length: periods + 50 }, (_, i) => ({
        at: noon - i * 5 * MINUTE,
        resolution: 300,
      })),
    );
    await keeper.deleteExpired(noon);
    const { points } = await read(7 * 24);
    expect(points).toHaveLength(periods + 1);
    expect(points[0]?.at).toBe(new Date(noon - 7 * day).toISOString());
  });

  it('returns at most the newest 2,000 transitions', async () => {
    const { knex, read } = await open();
    const rows = Array.from({ length: 2_010 }, (_, i) => ({
      node_id: 'a',
      state: i % 2 ? 'SYNCED' : 'BEHIND',
      at: noon - 10_000 + i,
      summary: String(i),
    }));
    for (let start = 0; start < rows.length; start += 500) {
      await knex('node_transitions').insert(rows.slice(start, start + 500));
    }
    const { transitions } = await read(2);
    expect(transitions.map(({ summary }) => Number(summary))).toEqual(
      Array.from({ length: 2_000 }, (_, i) => i + 10),
    );
  });

  it('begins with the state before the time span', async () => {
    const { states, read } = await open();
    const came = (state: 'SYNCED' | 'BEHIND' | 'STALLED', at: number) =>
      states.save([
        aPolledNode({
          nodeId: 'a',
          at,
          verdict: aVerdict({ state, summary: state }),
        }),
      ]);
    await came('SYNCED', noon - 10 * hour);
    await came('BEHIND', noon - 5 * hour);
    await came('STALLED', noon - hour);

    expect((await read(2)).transitions).toMatchObject([
      { state: 'BEHIND', at: '2026-11-23T07:00:00.000Z', summary: 'BEHIND' },
      {
        state: 'STALLED',
        at: '2026-11-23T11:00:00.000Z',
        summary: 'STALLED',
      },
    ]);
  });
});
