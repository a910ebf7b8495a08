import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf, merged, readChange } from './release';
import type { Change } from './release';

/**
 * The changes of the release that a checkout is about: the changesets that wait for a version or, once `changeset version`
 * has moved them, the entries of the changelogs.
 *
 * @param locations - folders of the published packages, relative to the root
 */
export function releaseChanges(
  root: string,
  locations: readonly string[],
): Change[] {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const waiting = readdirSync(join(root, '.changeset'))
    .filter(name => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map(name => readChange(read(`.changeset/${name}`)));
  if (waiting.length > 0) return waiting;
  return merged(
    locations.flatMap(location => {
      const { name, version } = JSON.parse(read(`${location}/package.json`));
      return changesOf(name, version, read(`${location}/CHANGELOG.md`));
    }),
  );
}
