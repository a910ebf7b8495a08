import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

// Tests run from src only.
// eslint-disable-next-line no-restricted-syntax
const repositoryRoot = resolve(__dirname, '../../../..');

/** PATH with the repository's own tools first, as its Makefile sets it. */
export const toolPath = [
  join(repositoryRoot, '.tools/bin'),
  process.env.PATH,
].join(delimiter);

/** Fails with the command that helps when a tool is missing, because what it would have shown is then not known. */
export function requireTools(...names: string[]): void {
  const missing = names.filter(
    name =>
      !toolPath
        .split(delimiter)
        .some(folder => isExecutable(join(folder, name))),
  );
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(
        ' and ',
      )} missing. Run: scripts/install-dependencies.sh ${missing
        .map(name => `--only ${name}`)
        .join(' ')}`,
    );
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
