import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contents } from '../contents';
import type { Content } from '../contents';
import { textFile } from './file';
import type { RepositoryFile } from './file';

/**
 * Files that editors and systems drop into folders. A clean checkout has none; somebody's working copy must not
 * change what a team gets.
 */
const litter = /^(\.DS_Store|\.#.*|.*~|.*\.(swp|tmp|orig|rej)|.*\.tgz)$/;

/** Tests of scripts stand beside them and stay here. */
const tests = /\.bats$/;

/** The files that every team repository gets as they are, in the order of their paths. */
export async function blueprintFiles(root: string): Promise<RepositoryFile[]> {
  const files = await Promise.all(
    contents.map(content => filesOf(root, content)),
  );
  return files.flat();
}

async function filesOf(
  root: string,
  content: Content,
): Promise<RepositoryFile[]> {
  const { from, to = from, onlyKeys } = content;
  if (onlyKeys) {
    return [
      textFile(
        to,
        keysOf(await readFile(join(root, from), 'utf8'), onlyKeys, from),
      ),
    ];
  }
  const paths = await pathsOf(root, content);
  return Promise.all(
    paths.map(async path => ({
      path: `${to}${path.slice(from.length)}`,
      content: await readFile(join(root, path)),
      executable: path.endsWith('.sh'),
    })),
  );
}

/** Paths of all files of one entry of the list, from the root on. */
export async function pathsOf(
  root: string,
  { from, except = [] }: Content,
): Promise<string[]> {
  return pathsBelow(root, from, new Set(except.map(path => `${from}/${path}`)));
}

async function pathsBelow(
  root: string,
  path: string,
  excluded: ReadonlySet<string>,
): Promise<string[]> {
  const entry = await lstat(join(root, path));
  if (entry.isFile()) return [path];
  if (!entry.isDirectory()) {
    throw new Error(
      `${path} is part of the blueprint and neither a file nor a folder; links cannot be copied.`,
    );
  }
  const names = (await readdir(join(root, path))).filter(
    name => !litter.test(name) && !tests.test(name),
  );
  const below = await Promise.all(
    names
      .map(name => `${path}/${name}`)
      .filter(child => !excluded.has(child))
      .map(child => pathsBelow(root, child, excluded)),
  );
  return below.flat();
}

const versionsComment =
  '# The versions of the tools and charts with which this blueprint was tested. Renovate (renovate.json) proposes newer ones.';

const isRenovateComment = (line: string) => line.startsWith('# renovate:');

function keysOf(text: string, keys: readonly string[], from: string): string {
  const known: Record<string, unknown> = parse(text);
  const missing = keys.filter(key => !Object.hasOwn(known, key));
  if (missing.length > 0) {
    throw new Error(
      `${from} lacks ${missing.join(', ')}, which team repositories need.`,
    );
  }
  const lines = text.split('\n');
  const kept = keys.flatMap(key => {
    const line = lines.findIndex(other => other.startsWith(`${key}:`));
    // Where Renovate finds newer versions of the key below.
    const source = lines.slice(line - 1, line);
    return [...source.filter(isRenovateComment), lines[line]];
  });
  return [versionsComment, '', ...kept, ...checksumsOf(lines, keys), ''].join(
    '\n',
  );
}

/** What is recorded of the archives of these tools. */
function checksumsOf(lines: readonly string[], keys: readonly string[]) {
  return lines.filter(line =>
    keys.some(key =>
      new RegExp(`^sha256-${key}-(linux|darwin)-[a-z0-9]+:`).test(line),
    ),
  );
}
