import type { NodeSample } from '@nodeyard/ethereum';
import { aDevnet } from '../__fixtures__/devnet';
import { NodeWatch } from './nodeWatch';

const noon = Date.UTC(2026, 10, 23, 12);

const inSync = (at: number): NodeSample => ({
  at,
  execution: {
    kind: 'ok',
    ms: 2,
    value: {
      chainId: 7332,
      genesisHash: `0x${'0'.repeat(64)}`,
      clientVersion: 'anvil/v1.7.1',
      head: {
        number: at / 1000,
        hash: `0x${'1'.repeat(64)}`,
        timestamp: at / 1000,
      },
      syncing: false,
    },
  },
  consensus: { kind: 'not-configured' },
});

describe('NodeWatch', () => {
  const aWatch = () =>
    new NodeWatch({ network: aDevnet(), pollIntervalMs: 5_000 });

  it('is UNKNOWN before the first sample', () => {
    expect(aWatch().at(noon)).toMatchObject({
      verdict: { state: 'UNKNOWN', ready: false },
      sample: undefined,
    });
  });

  it('returns the newest sample and the verdict on all', () => {
    const watch = aWatch();
    watch.observe(inSync(noon), noon);
    watch.observe(inSync(noon + 5_000), noon + 5_000);
    expect(watch.at(noon + 6_000)).toMatchObject({
      verdict: { state: 'SYNCED', ready: true, since: noon },
      sample: { at: noon + 5_000 },
    });
  });

  it('does not use a sample older than three periods', () => {
    const watch = aWatch();
    watch.observe(inSync(noon), noon);
    watch.observe(inSync(noon + 5_000), noon + 5_000);
    expect(watch.at(noon + 21_000).verdict).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
    });
  });

  it('does not use a sample from the future after the clock was set back', () => {
    const watch = aWatch();
    watch.observe(inSync(noon), noon);
    watch.observe(inSync(noon + 5_000), noon + 5_000);
    expect(watch.at(noon).verdict).toMatchObject({ state: 'SYNCED' });
    const back = noon - 3_600_000;
    expect(watch.at(back).verdict).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
    });
    expect(watch.observe(inSync(back), back)).toMatchObject({
      state: 'SYNCED',
    });
    expect(watch.at(back).sample).toMatchObject({ at: back });
  });

  it('is ready again with the first sample after the sidecar was frozen', () => {
    const watch = aWatch();
    watch.observe(inSync(noon), noon);
    watch.observe(inSync(noon + 5_000), noon + 5_000);
    watch.at(noon + 60_000);
    expect(watch.observe(inSync(noon + 61_000), noon + 61_000)).toMatchObject({
      state: 'SYNCED',
      ready: true,
    });
  });
});
