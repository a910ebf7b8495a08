import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { root } from './packages';

/** Texts of all files below a folder whose names end so. */
const texts = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => ending.test(file))
    .map(file => readFileSync(join(folder, file), 'utf8'));

const iconsIn = (text: string) =>
  [...text.matchAll(/import \{([^}]+)\} from ['"]@remixicon\/react['"]/g)]
    .flatMap(([, names]) => ensurePresent(names).split(','))
    .map(name => name.trim().replace(/^type /, ''))
    .filter(name => name.startsWith('Ri'));

describe('icons of Remix', () => {
  it('are ones that every new app shows, or each would be loaded by everybody: draw it in src/icons/glyphs.ts', () => {
    const everyApp = [
      'ui',
      'plugin-app',
      'plugin-catalog',
      'plugin-catalog-react',
    ]
      .concat('plugin-notifications', 'plugin-org', 'plugin-signals')
      .flatMap(name =>
        texts(join(root, 'node_modules/@backstage', name, 'dist'), /\.js$/),
      );
    const free = new Set(everyApp.flatMap(iconsIn));
    assert.ok(free.size > 20, `${free.size} icons in Backstage itself`);
    const ours = texts(join(root, 'plugins/ethereum-nodes/src'), /\.tsx?$/);
    assert.deepEqual(
      [...new Set(ours.flatMap(iconsIn))].filter(name => !free.has(name)),
      [],
    );
  });
});
