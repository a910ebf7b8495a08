import {
  aSample,
  NOON,
  notConfigured,
  refused,
  sepolia,
} from '../__fixtures__/aSample';
import { judgeAtNoon } from '../__fixtures__/judged';
import { forkId } from '../forks/forkId';
import { forkSplit } from '../forks/split';
import { networks } from '../networks/generated';
import { forkReadiness } from './forks';
import type { EthConfig } from './sample';

const AMSTERDAM = 1791294816;
const BEFORE_AMSTERDAM_MS = (AMSTERDAM - 86_400) * 1000;

const fork = (activationTime: number, id: string) => ({
  activationTime,
  chainId: sepolia.chainId,
  forkId: id,
});
const bpo2 = fork(1761607008, '0x268956b6');
const next = fork(AMSTERDAM, '0x6c1d9423');

/** The entry of one layer, which must be there. */
const forLayer =
  (layer: 'execution' | 'consensus') =>
  (...args: Parameters<typeof forkReadiness>) => {
    const found = forkReadiness(...args).find(entry => entry.layer === layer);
    if (!found) throw new Error(`no fork readiness of the ${layer} client`);
    return found;
  };
const forExecution = forLayer('execution');
const forConsensus = forLayer('consensus');

const execution = (forks: EthConfig | undefined, at: number) =>
  forExecution(
    sepolia,
    aSample({ at, execution: { forks, forksUnknown: 'error -32601' } }),
    at,
  );

const consensus = (
  forkSchedule: Array<[string, number]> | undefined,
  at: number,
  blobEpochs?: number[],
) =>
  forConsensus(
    sepolia,
    aSample({
      at,
      consensus: {
        forkSchedule: forkSchedule?.map(([currentVersion, epoch]) => ({
          previousVersion: '0x90000075',
          currentVersion,
          epoch,
        })),
        blobEpochs,
      },
    }),
    at,
  );

describe('fork readiness of the execution client', () => {
  it('is READY if the client has time and fork ID of the next fork', () => {
    expect(
      execution({ current: bpo2, next, last: next }, BEFORE_AMSTERDAM_MS),
    ).toMatchObject({
      verdict: 'READY',
      fork: 'amsterdam',
      time: AMSTERDAM,
    });
  });

  it('is MISSING if the client has no further fork', () => {
    expect(
      execution({ current: bpo2, next: null, last: null }, BEFORE_AMSTERDAM_MS),
    ).toMatchObject({
      verdict: 'MISSING',
      detail: 'execution client does not know amsterdam: upgrade it',
    });
  });

  it('is MISMATCH with another fork ID at the right time', () => {
    const other = fork(AMSTERDAM, '0x00000001');
    expect(
      execution(
        { current: bpo2, next: other, last: other },
        BEFORE_AMSTERDAM_MS,
      ).verdict,
    ).toBe('MISMATCH');
  });

  it('is UNKNOWN if the client does not report its forks', () => {
    expect(execution(undefined, BEFORE_AMSTERDAM_MS)).toMatchObject({
      verdict: 'UNKNOWN',
      detail: 'execution client does not report its forks (error -32601)',
    });
  });

  it('is NONE_SCHEDULED after the last fork, when the client followed it', () => {
    expect(
      execution({ current: next, next: null, last: null }, NOON).verdict,
    ).toBe('NONE_SCHEDULED');
  });

  it('has the time since when a client without the active fork is off the chain', () => {
    expect(
      execution({ current: bpo2, next: null, last: null }, NOON),
    ).toMatchObject({
      verdict: 'MISSING',
      fork: 'amsterdam',
      detail: expect.stringMatching(/active since 2026-10-06$/),
    });
  });

  it('accepts a fork that is still ahead of a syncing client', () => {
    const cancun = fork(1706655072, '0x88cf81d9');
    const prague = fork(1741159776, '0xed88b5fd');
    expect(
      execution(
        { current: cancun, next: prague, last: next },
        BEFORE_AMSTERDAM_MS,
      ).verdict,
    ).toBe('READY');
  });

  it('is a MISMATCH where the client has the fork at a later date', () => {
    const activations = sepolia.forks.flatMap(
      ({ block, time }) => block ?? time ?? [],
    );
    const late = AMSTERDAM + 90 * 86_400;
    const postponed = fork(
      late,
      forkId(sepolia.genesisHash!, [
        ...activations.filter(step => step !== AMSTERDAM),
        late,
      ]),
    );
    const forks = { current: bpo2, next: postponed, last: postponed };
    expect(execution(forks, BEFORE_AMSTERDAM_MS)).toMatchObject({
      verdict: 'MISMATCH',
      fork: 'amsterdam',
      time: AMSTERDAM,
      detail:
        'execution client has no fork on 2026-10-06, the date of amsterdam, and one on 2027-01-04: one of the two dates is outdated',
    });
    expect(execution(forks, NOON)).toMatchObject({
      verdict: 'MISMATCH',
      detail: expect.stringMatching(/active since 2026-10-06$/),
    });
    // A fork ID that follows from nothing says nothing.
    const strange = fork(late, '0x12345678');
    expect(
      execution(
        { current: bpo2, next: strange, last: strange },
        BEFORE_AMSTERDAM_MS,
      ).verdict,
    ).toBe('UNKNOWN');
  });

  it('reports a fork that only the client has', () => {
    const later = fork(1800000000, '0x12345678');
    expect(
      execution({ current: next, next: later, last: later }, NOON).detail,
    ).toMatch(/the execution client expects one on 2027-01-15/);
  });
});

describe('fork readiness of the consensus client', () => {
  it('is READY with the right epoch, MISMATCH with another, MISSING without one', () => {
    expect(
      consensus([['0x90000076', 353024]], BEFORE_AMSTERDAM_MS),
    ).toMatchObject({
      verdict: 'READY',
      fork: 'gloas',
    });
    expect(
      consensus([['0x90000076', 353025]], BEFORE_AMSTERDAM_MS).verdict,
    ).toBe('MISMATCH');
    expect(
      consensus([['0x90000076', Number.MAX_SAFE_INTEGER]], BEFORE_AMSTERDAM_MS)
        .verdict,
    ).toBe('MISSING');
    expect(
      consensus([['0x90000075', 272640]], BEFORE_AMSTERDAM_MS).verdict,
    ).toBe('MISSING');
    expect(consensus(undefined, BEFORE_AMSTERDAM_MS).verdict).toBe('UNKNOWN');
  });

  it('finds forks of blob parameters in the blob schedule', () => {
    const beforeBpo2 = (1761607008 - 60) * 1000;
    const fulu: Array<[string, number]> = [['0x90000075', 272640]];
    expect(consensus(fulu, beforeBpo2, [274176, 275712])).toMatchObject({
      verdict: 'READY',
      fork: 'bpo2',
    });
    expect(consensus(fulu, beforeBpo2, [274176]).verdict).toBe('MISSING');
    expect(consensus(fulu, beforeBpo2).verdict).toBe('UNKNOWN');
  });

  it('is left out without a consensus client and UNKNOWN when it does not answer', () => {
    const silent = aSample({ at: BEFORE_AMSTERDAM_MS, consensus: refused });
    expect(forConsensus(sepolia, silent, BEFORE_AMSTERDAM_MS).verdict).toBe(
      'UNKNOWN',
    );
    expect(
      forkReadiness(sepolia, aSample({ consensus: notConfigured }), NOON),
    ).toHaveLength(1);
  });
});

describe('the fork in force', () => {
  it.each<[string, EthConfig | undefined]>([
    ['eth_config is not answered', undefined],
    ['no fork is stated', { current: null, next: null, last: null }],
    [
      'the stated one is not in our data, nor follows from it',
      { current: fork(1793000000, '0x00000009'), next: null, last: null },
    ],
  ])('is UNKNOWN, never NONE_SCHEDULED, when %s', (_, forks) => {
    expect(execution(forks, NOON)).toMatchObject({
      verdict: 'UNKNOWN',
      detail: expect.stringMatching(
        /^whether it follows amsterdam, active since 2026-10-06, is unknown: /,
      ),
    });
  });

  it('is UNKNOWN of a consensus client that does not state its schedule', () => {
    expect(consensus(undefined, NOON)).toMatchObject({
      verdict: 'UNKNOWN',
      detail: expect.stringMatching(/^whether it follows gloas/),
    });
    expect(
      forConsensus(sepolia, aSample({ consensus: refused }), NOON).verdict,
    ).toBe('UNKNOWN');
  });

  it('is confirmed by the last fork of a head that is before the first one', () => {
    const shanghai = fork(1677557088, '0xf7f9bc08');
    const forks = { current: null, next: shanghai, last: next };
    expect(execution(forks, NOON).verdict).toBe('NONE_SCHEDULED');
    expect(execution(forks, BEFORE_AMSTERDAM_MS).verdict).toBe('READY');
    const old = { current: null, next: shanghai, last: bpo2 };
    expect(execution(old, NOON).verdict).toBe('MISSING');
  });

  it('is confirmed by a later one that our data lacks and that builds on it', () => {
    const activationTime = 1793000000;
    const activations = sepolia.forks.flatMap(
      ({ block, time }) => block ?? time ?? [],
    );
    const later = fork(
      activationTime,
      forkId(sepolia.genesisHash!, [...activations, activationTime]),
    );
    const verdict = execution({ current: later, next: null, last: null }, NOON);
    expect(verdict.verdict).toBe('NONE_SCHEDULED');
    expect(verdict.detail).not.toMatch(/expects/);
  });

  it('of a devnet that is active from genesis is recognised by time 0', () => {
    const network = {
      ...networks.devnet,
      genesisTime: 1795000000,
      forks: [{ name: 'osaka', time: 1795000000 }],
    };
    const forks = { current: fork(0, '0x11111111'), next: null, last: null };
    expect(
      forExecution(network, aSample({ execution: { forks } }), NOON).verdict,
    ).toBe('NONE_SCHEDULED');
  });
});

describe('a withdrawn fork', () => {
  const { hoodi } = networks;
  const on = (activationTime: number, id: string) => ({
    ...fork(activationTime, id),
    chainId: hoodi.chainId,
  });
  const amsterdamOfHoodi = on(1793036568, '0x3d068b59');
  const bpo2OfHoodi = on(1762955544, '0x23aa1351');
  const schedule = (epoch: number) => [
    {
      previousVersion: '0x70000910',
      currentVersion: '0x80000910',
      epoch,
    },
  ];
  const look = (
    forks: EthConfig,
    epoch: number,
    at: number,
    { age = 6, headSlot = 4_300_000 } = {},
  ) =>
    forkReadiness(
      hoodi,
      aSample({
        at,
        age,
        execution: { chainId: hoodi.chainId, forks },
        consensus: {
          headSlot,
          forkSchedule: schedule(epoch),
          blobEpochs: [52480, 54016],
        },
      }),
      at,
    );
  const early = Date.parse('2026-10-23T00:00:00Z');

  it.each<[string, EthConfig, number]>([
    [
      'expected, before its day',
      { current: bpo2OfHoodi, next: amsterdamOfHoodi, last: amsterdamOfHoodi },
      early,
    ],
    [
      'expected, after its day, by a head before it',
      { current: bpo2OfHoodi, next: amsterdamOfHoodi, last: amsterdamOfHoodi },
      NOON,
    ],
    ['followed', { current: amsterdamOfHoodi, next: null, last: null }, NOON],
    [
      'the last of a syncing client',
      { current: null, next: bpo2OfHoodi, last: amsterdamOfHoodi },
      NOON,
    ],
    [
      'known by its time alone',
      { current: on(1793036568, '0x00000007'), next: null, last: null },
      NOON,
    ],
    [
      'known by its fork ID alone',
      { current: on(1793036567, '0x3d068b59'), next: null, last: null },
      NOON,
    ],
  ])('is a MISMATCH on both layers when it is %s', (_, forks, at) => {
    const [el, cl] = look(forks, 132352, at);
    expect(el).toMatchObject({
      verdict: 'MISMATCH',
      fork: 'amsterdam',
      time: 1793036568,
    });
    expect(cl).toMatchObject({ verdict: 'MISMATCH', fork: 'gloas' });
    for (const detail of [el?.detail, cl?.detail]) {
      expect(detail).toMatch(
        /of 2026-10-26, which was withdrawn from hoodi on 2026-10-22: upgrade it to a release that withdraws it$/,
      );
      expect(detail).not.toMatch(/expects one/);
    }
  });

  it('is followed by a head past it, and configured at a head before it', () => {
    const forks = { current: amsterdamOfHoodi, next: null, last: null };
    expect(look(forks, 132352, NOON).map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^execution client follows amsterdam/),
      expect.stringMatching(/^consensus client follows gloas/),
    ]);
    const behind = { age: 60 * 86_400, headSlot: 4_000_000 };
    expect(
      look(forks, 132352, NOON, behind).map(({ detail }) => detail),
    ).toEqual([
      expect.stringMatching(/^execution client has amsterdam/),
      expect.stringMatching(/^consensus client has gloas/),
    ]);
  });

  it('is absent from a client that has its version without an epoch', () => {
    const forks = { current: bpo2OfHoodi, next: null, last: null };
    expect(
      look(forks, Number.MAX_SAFE_INTEGER, NOON).map(({ verdict }) => verdict),
    ).toEqual(['NONE_SCHEDULED', 'NONE_SCHEDULED']);
  });

  it('is a flag of the verdict with its reason, whatever the state', () => {
    const samples = [
      aSample({
        execution: {
          chainId: hoodi.chainId,
          genesisHash: hoodi.genesisHash,
          forks: { current: amsterdamOfHoodi, next: null, last: null },
        },
      }),
    ];
    const verdict = judgeAtNoon(samples, { network: hoodi });
    expect(verdict).toMatchObject({ state: 'SYNCED', forkReady: false });
    expect(verdict.reasons.join()).toMatch(/was withdrawn from hoodi/);
  });
});

describe('fork readiness in the verdict', () => {
  it('is a flag beside the state and never changes it', () => {
    const samples = [NOON - 5000, NOON].map(at =>
      aSample({
        at,
        execution: { forks: { current: bpo2, next: null, last: null } },
      }),
    );
    expect(judgeAtNoon(samples)).toMatchObject({
      state: 'SYNCED',
      ready: true,
      forkReady: false,
    });
  });

  it('expects no fork on a network without dates', () => {
    expect(
      forkReadiness(networks.devnet, aSample(), NOON).map(
        ({ verdict }) => verdict,
      ),
    ).toEqual(['NONE_SCHEDULED', 'NONE_SCHEDULED']);
  });
});

describe('forkSplit', () => {
  const on = (forks: EthConfig) => aSample({ execution: { forks } });

  it('does not assume an active fork that others may have followed', () => {
    const cancun = fork(1706655072, '0x88cf81d9');
    const prague = fork(1741159776, '0xed88b5fd');
    const later = fork(1800000000, '0x12345678');
    const nodes = {
      synced: on({ current: next, next: later, last: later }),
      lagging: on({ current: cancun, next: prague, last: later }),
      fresh: on({ current: null, next: cancun, last: next }),
    };
    expect(forkSplit(nodes, NOON)).toBeUndefined();
  });

  it('detects nodes that follow different forks', () => {
    expect(
      forkSplit(
        {
          a: on({ current: next, next: null, last: null }),
          b: on({ current: bpo2, next: null, last: null }),
          c: on({ current: next, next: null, last: null }),
        },
        NOON,
      ),
    ).toEqual({ '0x6c1d9423': ['a', 'c'], '0x268956b6': ['b'] });
  });

  it('does not report nodes that only lag or do not report their fork', () => {
    expect(
      forkSplit(
        {
          synced: on({ current: next, next: null, last: null }),
          lagging: on({ current: bpo2, next, last: next }),
          silent: aSample({ execution: { forks: undefined } }),
          gone: aSample({ execution: refused }),
        },
        NOON,
      ),
    ).toBeUndefined();
  });
});
