import { shortClientVersion } from './clientVersion';
import { formatDuration } from './duration';
import { formatBytes, formatCount, formatShare } from './quantity';

describe('formatDuration', () => {
  it.each([
    [-3, '0s'],
    [0, '0s'],
    [4.9, '4s'],
    [60, '1m'],
    [192, '3m 12s'],
    [7_500, '2h 5m'],
    [86_400 * 12 + 3 * 3_600 + 59, '12d 3h'],
  ])('says %s s as %s', (seconds, words) => {
    expect(formatDuration(seconds, 'en')).toBe(words);
  });
});

describe('formatShare', () => {
  it('never claims to be complete before it is', () => {
    expect(formatShare(0.99999, 'en')).toBe('99.9%');
    expect(formatShare(1, 'en')).toBe('100%');
    expect(formatShare(0.785, 'en')).toBe('78%');
  });
});

describe('formatCount', () => {
  it('groups digits, and shows a dash for what is not known', () => {
    expect(formatCount(9_731_204, 'en')).toBe('9,731,204');
    expect(formatCount(undefined)).toBe('–');
  });
});

describe('formatBytes', () => {
  it('uses binary units', () => {
    expect(formatBytes(612 * 1024 ** 3, 'en')).toBe('612 GiB');
    expect(formatBytes(0, 'en')).toBe('0 B');
  });
});

describe('shortClientVersion', () => {
  it.each([
    ['Geth/v1.17.10-stable-4a5c7b2d/linux-amd64/go1.25.3', 'Geth 1.17.10'],
    ['Lighthouse/v8.0.1-ced49dd/x86_64-linux', 'Lighthouse 8.0.1'],
    ['anvil/v1.4.0', 'anvil 1.4.0'],
    ['something else', 'something else'],
  ])('reads %s as %s', (version, short) => {
    expect(shortClientVersion(version)).toBe(short);
  });
});
