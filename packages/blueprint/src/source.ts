import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/**
 * Where the files of the blueprint are read from, and which release they are of.
 * @public
 */
export interface BlueprintSource {
  root: string;
  version: string;
}

const manifestSchema = z.object({ name: z.string(), version: z.string() });

/**
 * In a checkout the blueprint is the repository's root itself; an installed package carries a copy of it in
 * `blueprint/`, made when it was packed.
 *
 * The chart tells the two apart. The folders do not: a bundle of a Backstage backend has `packages/blueprint` as well.
 *
 * @param folder - a folder of the package
 */
export function blueprintSource(
  // The package knows no Backstage, and packageHome finds its way up from src/ and dist/ alike.
  // eslint-disable-next-line no-restricted-syntax
  folder: string = __dirname,
): BlueprintSource {
  const home = packageHome(folder);
  const { version } = manifest(home);
  const checkout = dirname(dirname(home));
  const root = existsSync(
    join(checkout, 'charts/ethereum-infrastructure/Chart.yaml'),
  )
    ? checkout
    : join(home, 'blueprint');
  return { root, version };
}

function packageHome(folder: string): string {
  if (
    existsSync(join(folder, 'package.json')) &&
    manifest(folder).name === '@nodeyard/blueprint'
  ) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error(
      'The package @nodeyard/blueprint was moved away from its package.json. Install it again.',
    );
  }
  return packageHome(parent);
}

function manifest(folder: string) {
  return manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
}
