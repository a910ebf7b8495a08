import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { requireComplete } from './contents';
import { run } from './programs';

export const root = resolve(__dirname, '../..');

export interface Packed {
  name: string;
  version: string;
  tarball: string;
}

const folder = join(root, 'node_modules/.cache/install/packed');

/**
 * Builds and packs every package that is published, as `yarn npm publish` would. Declarations come from `make api-types`.
 *
 * @throws Error when one is packed without its licence, its changes or its readme
 */
export function pack(log: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { home, name, tarball } of published()) {
    const place = { cwd: home, log };
    // Packing rewrites package.json for the registry, and puts it back unless it is interrupted.
    const manifest = join(home, 'package.json');
    const before = readFileSync(manifest);
    try {
      run(place, ['yarn', 'build']);
      run(place, ['yarn', 'pack', '--out', tarball]);
    } finally {
      writeFileSync(manifest, before);
      rmSync(`${manifest}-prepack`, { force: true });
    }
    requireComplete(name, tarball);
  }
}

/** What {@link pack} has packed. @throws Error when something was not */
export function packed(): Packed[] {
  const packages = published();
  const missing = packages.filter(({ tarball }) => !existsSync(tarball));
  if (missing.length) {
    throw new Error(
      `${missing
        .map(({ name }) => name)
        .join(', ')} is not packed. Run: make pack`,
    );
  }
  return packages;
}

/** The packages that go to npm, each with its folder. */
export function published(): Array<Packed & { home: string }> {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(root, parent)).flatMap(name => {
      const home = join(root, parent, name);
      if (!existsSync(join(home, 'package.json'))) return [];
      const manifest = JSON.parse(
        readFileSync(join(home, 'package.json'), 'utf8'),
      );
      if (manifest.private) return [];
      const tarball = join(
        folder,
        `${manifest.name.replace(/[@/]/g, '-').slice(1)}.tgz`,
      );
      return [
        { home, name: manifest.name, version: manifest.version, tarball },
      ];
    }),
  );
}
