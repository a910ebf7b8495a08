import { executionClients } from '../clients/generated';
import { historyModes, type HistoryMode } from '../clients/schema';
import { executionClientNames } from '../names/generated';
import { networks } from '../networks/generated';
import type { DatadirReader } from './datadir';
import { historyEvidence, type HistoryEvidence } from './evidence';
import { judgeHistory, knownHistory, type HistoryCheck } from './judge';
import { parseHistoryMark, type HistoryMark } from './mark';

/** A datadir of files by path, each given as bytes, text, or a size of zeros. */
function datadir(
  files: Record<string, number[] | string | number>,
): DatadirReader {
  const bytes = (content: number[] | string | number) => {
    if (typeof content === 'string') return new TextEncoder().encode(content);
    return typeof content === 'number'
      ? new Uint8Array(content)
      : Uint8Array.from(content);
  };
  return {
    read: async path =>
      path in files ? bytes(files[path] ?? 0).subarray(0, 65_536) : undefined,
    list: async folder =>
      Object.keys(files)
        .filter(path => path.startsWith(`${folder}/`))
        .map(path => path.slice(folder.length + 1).replace(/\/.*/s, '')),
    size: async path => bytes(files[path] ?? 0).length,
  };
}

const CHAIN = 'geth/chaindata/ancient/chain/bodies';
const STATES = 'geth/chaindata/ancient/state/history.meta';
const begun = { 'geth/chaindata/MANIFEST-000001': 'x' };
const idle = {
  ...begun,
  // As geth v1.17.8 leaves them after `geth init`.
  [`${CHAIN}.meta`]: [0xc3, 0x02, 0x80, 0x06],
  [`${CHAIN}.cidx`]: 6,
  [`${CHAIN}.0000.cdat`]: 0,
  [`${STATES}.meta`]: [0xc3, 0x02, 0x80, 0x06],
  [`${STATES}.ridx`]: 6,
  [`${STATES}.0000.rdat`]: 0,
};
/** As recorded from geth v1.17.8 on a chain of 90300 blocks, of which it had frozen 301. */
const whole = {
  ...idle,
  [`${CHAIN}.meta`]: [0xc5, 0x02, 0x80, 0x82, 0x07, 0x14],
  [`${CHAIN}.cidx`]: 1812,
  [`${CHAIN}.0000.cdat`]: 1505,
};
/** The same after `geth prune-history --history.chain=100:0x...`. */
const prunedTo100 = {
  ...whole,
  [`${CHAIN}.meta`]: [0xc5, 0x02, 0x64, 0x82, 0x07, 0x14],
};

describe('evidence of history in the files of a datadir', () => {
  const geth = (
    files: Parameters<typeof datadir>[0],
    blocks = { merge: 100, prague: 200 },
  ) => historyEvidence('geth', blocks, datadir(files));

  it('is absent without a chain', async () => {
    expect(await geth({ 'geth/nodekey': 'x' })).toEqual({
      holdsChain: false,
      excluded: [],
    });
  });

  it('is absent before a first sync has reached its first block', async () => {
    expect(await geth(idle)).toEqual({ holdsChain: true, excluded: [] });
    const blanks = { ...whole, [`${CHAIN}.0000.cdat`]: 301 };
    expect(await geth(blanks)).toEqual({ holdsChain: true, excluded: [] });
  });

  it('is full history if the bodies of geth begin at block 0', async () => {
    expect(await geth(whole)).toMatchObject({
      holdsChain: true,
      excluded: ['pre-merge', 'pre-prague'],
      observation: 'its oldest body is of block 0',
    });
    expect((await geth(whole)).proved).toBeUndefined();
  });

  it('distinguishes full and archive by the states that geth has removed', async () => {
    const removed = { ...whole, [`${STATES}.meta`]: [0xc3, 0x02, 0x05, 0x06] };
    expect((await geth(removed)).proved).toBe('full');
    const kept = { ...whole, [`${STATES}.ridx`]: 6 * 91_002 };
    expect((await geth(kept)).proved).toBe('archive');
    const few = { ...whole, [`${STATES}.ridx`]: 6 * 91_001 };
    expect((await geth(few)).proved).toBeUndefined();
    const late = {
      ...kept,
      [`${CHAIN}.cidx`]: 6 * 200_000,
      [`${CHAIN}.0000.cdat`]: 5 * 200_000,
    };
    expect((await geth(late)).proved).toBeUndefined();
  });

  it('is the fork at the first body of geth', async () => {
    expect((await geth(prunedTo100)).proved).toBe('pre-merge');
    expect((await geth(prunedTo100, { merge: 101, prague: 200 })).proved).toBe(
      'pre-merge',
    );
    expect((await geth(prunedTo100, { merge: 1, prague: 100 })).proved).toBe(
      'pre-prague',
    );
  });

  it('excludes full history if the bodies of geth begin anywhere else', async () => {
    expect(await geth(prunedTo100, { merge: 5, prague: 200 })).toEqual({
      holdsChain: true,
      excluded: ['full', 'archive'],
      observation: 'its oldest body is of block 100',
    });
  });

  it('includes the items of files that geth has deleted', async () => {
    const deleted = {
      ...whole,
      [`${CHAIN}.cidx`]: [0, 1, 0, 0, 0, 100, ...Array(600).fill(0)],
    };
    expect((await geth(deleted)).proved).toBe('pre-merge');
  });

  it.each([
    ['empty', []],
    ['no list', [0x82, 0x01, 0x02]],
    ['cut off', [0xc5, 0x02]],
    ['of a later version', [0xc3, 0x09, 0x64, 0x06]],
    ['longer than it says', [0xc3, 0x02, 0xb8, 0xff]],
    [
      'of a number beyond all blocks',
      [0xca, 0x02, 0x88, ...Array(8).fill(255)],
    ],
  ])('is absent if the table of geth is %s', async (_, bytes) => {
    expect(await geth({ ...whole, [`${CHAIN}.meta`]: bytes })).toEqual({
      holdsChain: true,
      excluded: [],
    });
  });

  it('is a chain in the folder of each client', async () => {
    const holdsChain = async (client: string, path: string) =>
      (await historyEvidence(client, {}, datadir({ [path]: 'x' }))).holdsChain;
    // As the clients lay a datadir out, by their sources.
    expect(await holdsChain('geth', 'geth/chaindata/CURRENT')).toBe(true);
    expect(await holdsChain('besu', 'database/CURRENT')).toBe(true);
    expect(await holdsChain('erigon', 'chaindata/mdbx.dat')).toBe(true);
    expect(await holdsChain('reth', 'db/mdbx.dat')).toBe(true);
    expect(
      await holdsChain('nethermind', 'nethermind_db/mainnet/blocks/CURRENT'),
    ).toBe(true);
    for (const { name } of Object.values(executionClients)) {
      expect(await holdsChain(name, 'lost+found/a')).toBe(false);
    }
  });

  it('includes the storage format of besu', async () => {
    const besu = (format: string) =>
      historyEvidence(
        'besu',
        networks.mainnet.historyBlocks,
        datadir({
          'database/CURRENT': 'x',
          'DATABASE_METADATA.json': `{"v2":{"format":"${format}","version":3}}`,
        }),
      );
    expect((await besu('FOREST')).proved).toBe('archive');
    expect(await besu('BONSAI')).toEqual({
      holdsChain: true,
      excluded: ['archive'],
      observation: 'DATABASE_METADATA.json says BONSAI',
    });
    expect((await besu('X6_NEXT')).excluded).toEqual([]);
  });

  it('excludes archive for reth with pruning in its configuration', async () => {
    const reth = (toml: string) =>
      historyEvidence(
        'reth',
        networks.mainnet.historyBlocks,
        datadir({ 'db/mdbx.dat': 'x', 'reth.toml': toml }),
      );
    expect(
      await reth(
        '[prune]\nblock_interval = 5\n\n[prune.segments]\nsender_recovery = "full"\n\n[prune.segments.account_history]\ndistance = 10064\n',
      ),
    ).toMatchObject({
      excluded: ['archive'],
      observation: 'reth.toml prunes account_history',
    });
    expect(
      (
        await reth(
          '[prune]\nblock_interval = 5\n\n[prune.segments]\n[prune.segments.receipts_log_filter]\n',
        )
      ).excluded,
    ).toEqual([]);
  });
});

describe('the start of a client with a history', () => {
  const unproved: HistoryEvidence = { holdsChain: true, excluded: [] };
  const marked = (history: HistoryMode | null, asked = history) =>
    ({
      format: 'nodeyard-history/1',
      network: 'mainnet',
      client: 'geth',
      history,
      asked,
    } satisfies HistoryMark);
  const asked = (history: HistoryMode, more: Partial<HistoryCheck> = {}) =>
    judgeHistory({
      network: 'mainnet',
      client: 'geth',
      history,
      field: 'nodes.a.execution',
      mayPrune: false,
      evidence: unproved,
      ...more,
    });

  it('is allowed on an empty volume, which is marked', () => {
    const evidence = { holdsChain: false, excluded: [] };
    expect(asked('pre-merge', { evidence })).toMatchObject({
      ok: true,
      mark: marked('pre-merge'),
    });
    // Its client never began: it may still be anything.
    expect(
      asked('full', { evidence, mark: marked('pre-merge') }),
    ).toMatchObject({ ok: true, mark: marked('full') });
  });

  it('is allowed on a volume without a mark, whose history is not recorded', () => {
    expect(asked('full')).toMatchObject({
      ok: true,
      mark: marked(null, 'full'),
    });
    const proved: HistoryEvidence = {
      holdsChain: true,
      proved: 'full',
      excluded: ['pre-merge', 'pre-prague', 'archive'],
    };
    expect(asked('full', { evidence: proved })).toMatchObject({
      ok: true,
      mark: marked('full'),
    });
  });

  it('is refused with the fix if geth must prune first, and allowed if pruning is', () => {
    const mark = marked('full');
    expect(asked('pre-merge', { mark })).toEqual({
      ok: false,
      message:
        'nodes.a.execution.history "pre-merge": the volume has history "full". Geth does not go from there to "pre-merge" by itself: it stops with "history pruning required" until "geth prune-history" has removed the old bodies and receipts. To prune it for good, set nodes.a.execution.historyChange: prune. Set nodes.a.execution.history back to "full"; for "pre-merge" sync anew: add a node with it, and remove this one when that is in sync (docs/operations.md, "Another history").',
    });
    expect(asked('pre-merge', { mark, mayPrune: true })).toMatchObject({
      ok: true,
      // It is not pruned yet: put back, it starts as before.
      mark: marked('full'),
    });
  });

  it('is refused if the client would keep its history, or would not start', () => {
    expect(asked('full', { mark: marked('pre-merge') })).toMatchObject({
      ok: false,
      message: expect.stringContaining('neither fetches what was pruned'),
    });
    expect(
      asked('pre-merge', { mark: marked('pre-prague'), mayPrune: true }),
    ).toMatchObject({
      ok: false,
      message: expect.stringContaining('pruned beyond requested history'),
    });
  });

  it('is allowed if the client prunes by itself, and updates the mark', () => {
    expect(asked('full', { mark: marked('archive') })).toMatchObject({
      ok: true,
      mark: marked('full'),
    });
    expect(asked('full', { mark: marked(null, 'archive') })).toMatchObject({
      ok: true,
      mark: marked(null, 'full'),
    });
  });

  it('uses the last history of a volume without evidence', () => {
    expect(asked('pre-merge', { mark: marked(null, 'full') })).toMatchObject({
      ok: false,
    });
    expect(asked('full', { mark: marked(null, 'full') })).toMatchObject({
      ok: true,
      mark: marked(null, 'full'),
    });
  });

  it('prefers the evidence of files to the mark', () => {
    const evidence: HistoryEvidence = {
      holdsChain: true,
      proved: 'pre-merge',
      excluded: ['full', 'pre-prague', 'archive'],
    };
    expect(
      asked('pre-merge', { evidence, mark: marked('full') }),
    ).toMatchObject({ ok: true, mark: marked('pre-merge') });
    expect(knownHistory(evidence, marked('full'))).toBe('pre-merge');
    expect(
      knownHistory({ holdsChain: true, excluded: ['full'] }, marked('full')),
    ).toBeNull();
  });

  it('is refused if files exclude it, with or without a mark', () => {
    expect(
      asked('archive', {
        client: 'besu',
        evidence: {
          holdsChain: true,
          excluded: ['archive'],
          observation: 'BONSAI',
        },
      }),
    ).toMatchObject({
      ok: false,
      message: expect.stringContaining(
        'has history "pre-merge" or "full" or "rolling" or "aggressive" (BONSAI). Besu does not go from there to "archive" by itself: it stops with "Database format mismatch"',
      ),
    });
    // Full or archive, geth needs its command.
    const all: HistoryEvidence = {
      ...{ holdsChain: true, excluded: ['pre-merge', 'pre-prague'] },
      observation: 'its oldest body is of block 0',
    };
    expect(asked('pre-merge', { evidence: all })).toMatchObject({
      ok: false,
      message: expect.stringContaining('execution.historyChange: prune'),
    });
    expect(asked('pre-merge', { evidence: all, mayPrune: true })).toMatchObject(
      { ok: true, mark: marked(null, 'full') },
    );
    // Some way further than any fork: nothing that geth would start with is known.
    const odd: HistoryEvidence = {
      ...{
        holdsChain: true,
        excluded: ['full', 'archive'],
        observation: 'block 7',
      },
    };
    expect(asked('full', { evidence: odd })).toMatchObject({
      ok: false,
      message: expect.stringContaining('neither fetches what was pruned'),
    });
  });

  it('is refused on a volume of another client or network', () => {
    const mark = { ...marked('full'), client: 'besu' };
    expect(asked('full', { mark })).toMatchObject({
      ok: false,
      message: expect.stringContaining('belongs to besu on mainnet'),
    });
  });

  it('is refused if nothing can be pruned', () => {
    expect(
      asked('full', {
        evidence: { holdsChain: false, excluded: [] },
        mayPrune: true,
      }),
    ).toMatchObject({
      ok: false,
      message: expect.stringContaining(
        'Remove nodes.a.execution.historyChange',
      ),
    });
  });

  it.each(executionClientNames)(
    'of %s is yes for every change that it makes by itself, and for no other',
    client => {
      const { history, historyChanges } = executionClients[client];
      for (const from of history) {
        for (const to of history.filter(mode => mode !== from)) {
          const mark = { ...marked(from), client };
          const { ok } = asked(to, { client, mark });
          expect([from, to, ok]).toEqual([
            from,
            to,
            historyChanges[from]?.[to] === 'prunes',
          ]);
        }
      }
    },
  );
});

describe('a mark', () => {
  const text = JSON.stringify({
    format: 'nodeyard-history/1',
    network: 'sepolia',
    client: 'geth',
    history: null,
    asked: 'full',
  });

  it('is read', () => {
    expect(parseHistoryMark(text)).toMatchObject({ history: null });
    for (const mode of historyModes) {
      expect(parseHistoryMark(text.replace('null', `"${mode}"`))?.history).toBe(
        mode,
      );
    }
  });

  it.each(['', '{}', '[1]', text.replace('full', 'most'), text.slice(0, 40)])(
    'is invalid: %s',
    broken => expect(parseHistoryMark(broken)).toBeUndefined(),
  );
});
