import {
  aSample,
  noon,
  notConfigured,
  refused,
  sepolia,
} from '../__fixtures__/aSample';
import { forkSplit } from '../forks/split';
import { networks } from '../networks/generated';
import { forkReadiness } from './forks';
import { judge } from './judge';
import type { EthConfig } from './sample';

const amsterdam = 1791294816;
const before = (amsterdam - 86_400) * 1000;

const fork = (activationTime: number, forkId: string) => ({
  activationTime,
  chainId: sepolia.chainId,
  forkId,
});
const bpo2 = fork(1761607008, '0x268956b6');
const next = fork(amsterdam, '0x6c1d9423');

const execution = (forks: EthConfig | undefined, at: number) =>
  forkReadiness(
    sepolia,
    aSample({ at, execution: { forks, forksUnknown: 'error -32601' } }),
    at,
  )[0];

const consensus = (
  forkSchedule: Array<[string, number]> | undefined,
  at: number,
  blobEpochs?: number[],
) =>
  forkReadiness(
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
  )[1];

describe('fork readiness of the execution client', () => {
  it('is READY when the client knows time and fork ID of the next fork', () => {
    expect(
      execution({ current: bpo2, next, last: next }, before),
    ).toMatchObject({
      verdict: 'READY',
      fork: 'amsterdam',
      time: amsterdam,
    });
  });

  it('is MISSING when it knows no further fork', () => {
    expect(
      execution({ current: bpo2, next: null, last: null }, before),
    ).toMatchObject({
      verdict: 'MISSING',
      detail: 'execution client does not know amsterdam: upgrade it',
    });
  });

  it('is MISMATCH with another fork ID at the right time', () => {
    const other = fork(amsterdam, '0x00000001');
    expect(
      execution({ current: bpo2, next: other, last: other }, before).verdict,
    ).toBe('MISMATCH');
  });

  it('is UNKNOWN when the client does not tell', () => {
    expect(execution(undefined, before)).toMatchObject({
      verdict: 'UNKNOWN',
      detail: 'execution client does not tell its forks (error -32601)',
    });
  });

  it('is NONE_SCHEDULED after the last fork, when the client followed it', () => {
    expect(
      execution({ current: next, next: null, last: null }, noon).verdict,
    ).toBe('NONE_SCHEDULED');
  });

  it('says since when a client is off the chain that missed the fork in force', () => {
    expect(
      execution({ current: bpo2, next: null, last: null }, noon),
    ).toMatchObject({
      verdict: 'MISSING',
      fork: 'amsterdam',
      detail: expect.stringMatching(/in force since 2026-10-06$/),
    });
  });

  it('knows a fork that a syncing client still has ahead of it', () => {
    const cancun = fork(1706655072, '0x88cf81d9');
    const prague = fork(1741159776, '0xed88b5fd');
    expect(
      execution({ current: cancun, next: prague, last: next }, before).verdict,
    ).toBe('READY');
  });

  it('mentions a fork that only the client knows', () => {
    const later = fork(1800000000, '0x12345678');
    expect(
      execution({ current: next, next: later, last: later }, noon).detail,
    ).toMatch(/the execution client expects one on 2027-01-15/);
  });
});

describe('fork readiness of the consensus client', () => {
  it('is READY with the right epoch, MISMATCH with another, MISSING without one', () => {
    expect(consensus([['0x90000076', 353024]], before)).toMatchObject({
      verdict: 'READY',
      fork: 'gloas',
    });
    expect(consensus([['0x90000076', 353025]], before).verdict).toBe(
      'MISMATCH',
    );
    expect(
      consensus([['0x90000076', Number.MAX_SAFE_INTEGER]], before).verdict,
    ).toBe('MISSING');
    expect(consensus([['0x90000075', 272640]], before).verdict).toBe('MISSING');
    expect(consensus(undefined, before).verdict).toBe('UNKNOWN');
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
    const silent = aSample({ at: before, consensus: refused });
    expect(forkReadiness(sepolia, silent, before)[1].verdict).toBe('UNKNOWN');
    expect(
      forkReadiness(sepolia, aSample({ consensus: notConfigured }), noon),
    ).toHaveLength(1);
  });
});

describe('fork readiness in the verdict', () => {
  it('is a flag beside the state and never changes it', () => {
    const samples = [noon - 5000, noon].map(at =>
      aSample({
        at,
        execution: { forks: { current: bpo2, next: null, last: null } },
      }),
    );
    expect(
      judge({ network: sepolia, samples, now: noon, pollIntervalMs: 5000 }),
    ).toMatchObject({
      state: 'SYNCED',
      ready: true,
      forkNotReady: true,
    });
  });

  it('awaits nothing on a network without dates', () => {
    expect(
      forkReadiness(networks.devnet, aSample(), noon).map(
        ({ verdict }) => verdict,
      ),
    ).toEqual(['NONE_SCHEDULED', 'NONE_SCHEDULED']);
  });
});

describe('forkSplit', () => {
  const on = (forks: EthConfig) => aSample({ execution: { forks } });

  it('finds nodes that follow different forks', () => {
    expect(
      forkSplit(
        {
          a: on({ current: next, next: null, last: null }),
          b: on({ current: bpo2, next: null, last: null }),
          c: on({ current: next, next: null, last: null }),
        },
        noon,
      ),
    ).toEqual({ '0x6c1d9423': ['a', 'c'], '0x268956b6': ['b'] });
  });

  it('takes no node for split that only lags or does not tell', () => {
    expect(
      forkSplit(
        {
          synced: on({ current: next, next: null, last: null }),
          lagging: on({ current: bpo2, next, last: next }),
          silent: aSample({ execution: { forks: undefined } }),
          gone: aSample({ execution: refused }),
        },
        noon,
      ),
    ).toBeUndefined();
  });
});
