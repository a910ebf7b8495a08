/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
import {
  canariesIn,
  escapes,
  newCanary,
  newHexCanary,
  newKeyCanary,
  spellingsOf,
} from '../../../../tests/canary/canary';
import { createMasker } from './masker';

const secrets = {
  plain: newCanary(),
  key: newKeyCanary(),
  hex: newHexCanary(),
};
const echoes = Object.entries(secrets).flatMap(([name, secret]) =>
  Object.entries(spellingsOf(secret))
    // No text says of a hex secret that it is bytes, and no client answers in base64 of them.
    .filter(([spelling]) => spelling !== 'as bytes in base64')
    .flatMap(([spelling, text]) =>
      Object.entries(escapes).map(
        ([escape, escaped]) =>
          [name, spelling, escape, `denied: ${escaped(text)}!`] as const,
      ),
    ),
);

describe('a canary', () => {
  it.each(echoes)('%s %s, %s, is found, and masked', (name, _, __, echo) => {
    expect(canariesIn(echo, secrets).join()).toContain(name);
    const masked = createMasker(Object.values(secrets))(echo);
    expect(canariesIn(masked, secrets)).toEqual([]);
    expect(masked).toMatch(/^denied: .*\*\*\*.*!$/);
  });

  it('is found by its beginning, and by its end', () => {
    const { plain } = secrets;
    expect(canariesIn(plain.slice(0, 12), secrets)).not.toEqual([]);
    expect(canariesIn(plain.slice(-12), secrets)).not.toEqual([]);
    expect(canariesIn(plain.slice(0, 11), secrets)).toEqual([]);
  });

  it('is found among bytes', () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 255, 254]),
      Buffer.from(secrets.key),
    ]);
    expect(canariesIn(bytes, secrets)).not.toEqual([]);
  });

  it('is not found where there is none', () => {
    expect(canariesIn(`denied: ${newCanary()} %zz \\u`, secrets)).toEqual([]);
  });
});
