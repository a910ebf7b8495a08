import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Artefact } from './release';

const root = resolve(__dirname, '../..');

/** The package of a workspace as npm gets it: `yarn pack` writes no dates and no owners into it. */
export function packed(location: string, folder: string): Artefact {
  const path = join(folder, `${location.replaceAll('/', '-')}.tgz`);
  execFileSync('yarn', ['pack', '--out', path], {
    cwd: join(root, location),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { name, version } = JSON.parse(
    readFileSync(join(root, location, 'package.json'), 'utf8'),
  );
  return { name: `${name}@${version}`, content: readFileSync(path) };
}
