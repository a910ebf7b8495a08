import { usageOf } from './diskUsage';

describe('usageOf', () => {
  it('counts blocks reserved for root neither as used nor as available: ext4 reserves 5 %', () => {
    const full = { bsize: 4096, blocks: 100, bfree: 5, bavail: 0 };
    expect(usageOf(full)).toEqual({
      usedBytes: 95 * 4096,
      totalBytes: 95 * 4096,
    });
    expect(usageOf({ ...full, bfree: 45, bavail: 40 })).toEqual({
      usedBytes: 55 * 4096,
      totalBytes: 95 * 4096,
    });
  });
});
