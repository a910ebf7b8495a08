import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ProcessGroups } from '../processGroups';

/**
 * Has geth put among the repository's tools, which takes a build of a minute or two the first time.
 *
 * @param say - hears that it is being built
 * @returns the program; undefined where it cannot be had, e.g. without Go
 */
export async function installGeth(options: {
  root: string;
  groups: ProcessGroups;
  say(line: string): void;
}): Promise<string | undefined> {
  const { root, groups, say } = options;
  const script = join(root, 'scripts/install-dependencies.sh');
  // Runs in the background while Backstage starts.
  const child = groups.start(
    'nice',
    ['-n', '10', script, '--quiet', '--only', 'geth'],
    { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  if (child.stdout) {
    createInterface(child.stdout).on('line', line => {
      if (!line.includes('FAILED')) say(line.replace(/\s+/g, ' '));
    });
  }
  const code = await once(child, 'close').then(
    ([exitCode]) => exitCode,
    () => null,
  );
  const program = join(root, '.tools/bin/geth');
  return code === 0 && (await isExecutable(program)) ? program : undefined;
}

function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
