import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  name: string;
  gypfile?: boolean;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

// eslint-disable-next-line no-restricted-syntax -- tests run from the source only
const packageRoot = join(__dirname, '..');

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Folder of an installed package, as Node.js finds it. */
function installed(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  return dirname(from) === from ? undefined : installed(name, dirname(from));
}

/** Folders of a package's dependencies and of theirs. */
function dependenciesOf(folder: string, found = new Set<string>()) {
  const { dependencies, optionalDependencies } = manifestOf(folder);
  for (const name of Object.keys({
    ...dependencies,
    ...optionalDependencies,
  })) {
    const place = installed(name, folder);
    if (place === undefined || found.has(place)) continue;
    found.add(place);
    dependenciesOf(place, found);
  }
  return found;
}

function isNative(folder: string): boolean {
  const { gypfile, scripts } = manifestOf(folder);
  return (
    gypfile === true ||
    scripts?.install !== undefined ||
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(
      name => name.endsWith('.node') || name.endsWith('binding.gyp'),
    )
  );
}

const namesOf = (folders: Iterable<string>) =>
  [...folders].map(folder => manifestOf(folder).name);

describe('the dependencies of the stores', () => {
  const all = dependenciesOf(packageRoot);

  it('are found, those of dependencies included', () => {
    expect(namesOf(all)).toEqual(
      expect.arrayContaining([
        '@nodeyard/ethereum',
        '@aws-sdk/client-s3',
        'zod',
      ]),
    );
    expect(all.size).toBeGreaterThan(50);
  });

  it('have no native code, and no client of Kubernetes', () => {
    expect(namesOf([...all].filter(isNative))).toEqual([]);
    expect(
      namesOf(all).filter(name => name.startsWith('@kubernetes/')),
    ).toEqual([]);
  });

  it('would be found with the native code that snapshots are built with', () => {
    const above = dependenciesOf(join(packageRoot, '../snapshots'));
    expect(namesOf([...above].filter(isNative)).join()).toContain(
      '@napi-rs/blake-hash',
    );
  });
});
