/**
 * One file of a team repository, in memory.
 * @public
 */
export interface RepositoryFile {
  /** Path inside the repository, with `/` on every system. */
  path: string;
  content: Uint8Array;
  executable: boolean;
}

/** A file that people read as text. @internal */
export function textFile(path: string, text: string): RepositoryFile {
  return { path, content: Buffer.from(text, 'utf8'), executable: false };
}
