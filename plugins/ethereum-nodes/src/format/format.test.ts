import { shortClientVersion } from './clientVersion';
import { createFormats, localeOf } from './formats';

const en = createFormats('en', 'UTC');
const de = createFormats('de', 'Europe/Berlin');
const EVENING = '2026-11-30T22:04:09Z';
const now = Date.parse('2026-11-30T22:30:00Z');
/** ICU uses several kinds of spaces. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('a time', () => {
  it('is formatted in the given time zone and language', () => {
    const newYork = createFormats('en-US', 'America/New_York');
    expect(plain(newYork.since(EVENING, now))).toBe('05:04 PM');
    expect(plain(de.since(EVENING, now))).toBe('23:04');
    expect(plain(createFormats('en-GB', 'UTC').since(EVENING, now))).toBe(
      '22:04',
    );
  });

  it('includes the day if it is another local day', () => {
    const yesterday = '2026-11-29T22:04:09Z';
    expect(plain(de.since(yesterday, now))).toBe('29. Nov., 23:04');
    const tokyo = createFormats('en-GB', 'Asia/Tokyo');
    expect(tokyo.since('2026-11-30T14:59:00Z', now)).toMatch(/30 Nov/);
    expect(tokyo.since('2026-11-30T15:01:00Z', now)).not.toMatch(/Nov/);
  });

  it('has seconds and time zone in its absolute form', () => {
    expect(plain(de.absolute(EVENING))).toMatch(
      /30\. Nov\. 2026, 23:04:09 MEZ/,
    );
    expect(plain(en.absolute(EVENING))).toMatch(/10:04:09 PM UTC/);
  });

  it('without a time of day is the same day in every time zone', () => {
    const samoa = createFormats('de', 'Pacific/Pago_Pago');
    expect(samoa.date('2026-10-26')).toBe('26.10.2026');
    expect(samoa.day('2026-10-26T03:00:00Z')).toBe('25.10.2026');
  });
});

describe('the locale', () => {
  it('has the language of the app, not of the browser', () => {
    expect(localeOf('en', ['de-DE', 'de'])).toBe('en');
    expect(localeOf('de', ['en-US'])).toBe('de');
  });

  it('has the preferred region of the browser for that language', () => {
    expect(localeOf('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('de', ['de-CH'])).toBe('de-CH');
  });
});

describe('a share', () => {
  it('is not rounded up to 100%', () => {
    expect(en.share(0.99999)).toBe('99.9%');
    expect(en.share(1)).toBe('100%');
    expect(en.share(0.785)).toBe('78%');
    expect(plain(de.share(0.99999))).toBe('99,9 %');
  });
});

describe('a count', () => {
  it('has grouped digits, and is a dash if undefined', () => {
    expect(en.count(9_731_204)).toBe('9,731,204');
    expect(de.count(9_731_204)).toBe('9.731.204');
    expect(en.count(undefined)).toBe('–');
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
