import { parse, parseAllDocuments } from 'yaml';
import type { RepositoryFile } from '../repository/file';

/** The text of one file of a repository. */
export function textOf(files: readonly RepositoryFile[], path: string): string {
  const file = files.find(candidate => candidate.path === path);
  if (!file) {
    throw new Error(
      `no ${path} among ${files.map(candidate => candidate.path).join(', ')}`,
    );
  }
  return Buffer.from(file.content).toString('utf8');
}

/** One file of a repository, as YAML reads it. */
export function yamlOf(
  files: readonly RepositoryFile[],
  path: string,
): unknown {
  return parse(textOf(files, path));
}

/** Every document of a YAML text. */
export function documentsOf(
  text: string,
  version: '1.1' | '1.2' = '1.2',
): unknown[] {
  return parseAllDocuments(text, { version }).map(document => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}
