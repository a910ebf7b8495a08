import { readFile, realpath } from 'node:fs/promises';
import type { ExternalFolders } from './externalFolders';
import { ignoreNotFound } from '@nodeyard/snapshot-store';

/** Mount points below a datadir, and its external folders: what cannot be moved or removed. */
export async function fixedPathsOf(
  datadir: string,
  external: ExternalFolders,
): Promise<Set<string>> {
  const paths = await mountPointsBelow(datadir);
  for (const [path, folder] of external) {
    paths.add(path);
    for (const point of await mountPointsBelow(folder)) {
      paths.add(`${path}/${point}`);
    }
  }
  return paths;
}

/**
 * Mount points below a folder, relative to it. Empty on other systems than Linux.
 */
export async function mountPointsBelow(folder: string): Promise<Set<string>> {
  const table = await ignoreNotFound(readFile('/proc/self/mountinfo', 'utf8'));
  const root = table && (await ignoreNotFound(realpath(folder)));
  if (!table || !root) return new Set();
  const inside = root === '/' ? root : `${root}/`;
  return new Set(
    table
      .split('\n')
      .map(line => unescaped(line.split(' ')[4] ?? ''))
      .filter(point => point.startsWith(inside) && point !== root)
      .map(point => point.slice(inside.length)),
  );
}

/** The kernel escapes spaces, tabs, line feeds and backslashes as `\040` and the like. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
}
