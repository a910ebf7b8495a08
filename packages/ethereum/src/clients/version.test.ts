import { compareTags } from './version';

describe('compareTags', () => {
  it.each([
    ['v1.17.9', 'v1.17.10'],
    ['26.8.0', '26.10.0'],
    ['multiarch-v26.7.0', 'multiarch-v26.10.2'],
    ['v26.9.1', 'multiarch-v26.10.2'],
    ['3.0.0-rc.1', '3.0.0'],
    ['v3.7.1', 'v3.8.1-amd64'],
    ['1.39.3', '2.3.0-rc'],
  ])('puts %s before %s', (older, newer) => {
    expect(compareTags(older, newer)).toBeLessThan(0);
    expect(compareTags(newer, older)).toBeGreaterThan(0);
    expect(compareTags(older, older)).toBe(0);
  });

  it.each([
    'latest',
    'stable',
    'main-3f2a1bc',
    '1.17',
    '',
    'v1.2.3; rm',
    'v1.2.99999999',
  ])('names no release in %p', tag => {
    expect(compareTags(tag, 'v1.17.9')).toBeUndefined();
    expect(compareTags('v1.17.9', tag)).toBeUndefined();
  });
});
