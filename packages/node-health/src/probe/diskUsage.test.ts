import { usageOf } from './diskUsage';

describe('usageOf', () => {
  it('counts what is kept for root neither as used nor as room: ext4 keeps 5 %', () => {
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
