import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensurePresent } from '../../tests/ensurePresent';

export interface Sizes {
  /** Bytes of all JavaScript of the build, as it lies on the server. */
  javascript: number;
  /** Bytes, compressed with gzip, of the scripts that `index.html` names: what a browser fetches before anything is shown. */
  firstLoad: number;
}

/** What a production build of an app weighs. */
export function sizesOf(dist: string): Sizes {
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.js'))
    .map(file => readFileSync(join(dist, file)));
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = [...page.matchAll(/<script[^>]*\ssrc="([^"]+\.js)"/g)].map(
    ([, source]) =>
      join(dist, ensurePresent(source).replace(/^.*?(static\/)/, '$1')),
  );
  if (first.length === 0) {
    throw new Error(`${dist}/index.html names no script: is this a build?`);
  }
  return {
    javascript: sum(scripts.map(script => script.length)),
    firstLoad: sum(first.map(file => gzipSync(readFileSync(file)).length)),
  };
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
