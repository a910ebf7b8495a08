import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { contents } from '../contents';
import type { Content } from '../contents';
import { textFile } from './file';
import type { RepositoryFile } from './file';

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
  { from, files = [] }: Content,
): Promise<string[]> {
  if ((await lstat(join(root, from))).isFile()) return [from];
  const entries = await readdir(join(root, from), {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .map(entry => ({
      entry,
      path: relative(join(root, from), join(entry.parentPath, entry.name)),
    }))
    .filter(({ path }) => files.some(pattern => pattern.test(path)))
    .map(({ entry, path }) => {
      if (!entry.isFile()) {
        throw new Error(
          `${from}/${path} is part of the blueprint and not a file; links cannot be copied.`,
        );
      }
      return `${from}/${path}`;
    });
}

const VERSIONS_COMMENT =
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
  return [VERSIONS_COMMENT, '', ...kept, ...checksumsOf(lines, keys), ''].join(
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
