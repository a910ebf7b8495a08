import { MAX_PATH_BYTES, MAX_SEGMENT_BYTES } from './limits';

/** Folder of these tools in a datadir. @public */
export const STATE_FOLDER = '.nodeyard';
/** Working directory of a restore into an empty datadir. @public */
export const PARTIAL_FOLDER = '.partial';

/**
 * Why a path must not be in a manifest, or undefined if it may.
 *
 * A manifest comes from a bucket that others may write to: a path is accepted only if it cannot leave the datadir or reach the
 * files of these tools.
 */
export function pathProblem(path: string): string | undefined {
  if (path.startsWith('/')) return 'is absolute';
  if (path.includes('\\')) return 'has a backslash';
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f\ufffd]/.test(path)) {
    return 'has a control character or is not UTF-8';
  }
  if (/\p{Surrogate}/u.test(path)) return 'is not UTF-8';
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    return `is longer than ${MAX_PATH_BYTES} bytes`;
  }
  const segments = path.split('/');
  if (
    segments.some(
      segment => segment === '' || segment === '.' || segment === '..',
    )
  ) {
    return 'has an empty, "." or ".." segment';
  }
  if (
    segments.some(segment => Buffer.byteLength(segment) > MAX_SEGMENT_BYTES)
  ) {
    return `has a segment longer than ${MAX_SEGMENT_BYTES} bytes`;
  }
  if (segments[0] === STATE_FOLDER || segments[0] === PARTIAL_FOLDER) {
    return `is inside ${segments[0]}, which belongs to these tools`;
  }
  return undefined;
}

/** Order of files in a manifest: by the bytes of their paths. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** All parent folders of a path, the outermost first. */
export function parentFolders(path: string): string[] {
  const parents: string[] = [];
  for (
    let slash = path.indexOf('/');
    slash > 0;
    slash = path.indexOf('/', slash + 1)
  ) {
    parents.push(path.slice(0, slash));
  }
  return parents;
}
