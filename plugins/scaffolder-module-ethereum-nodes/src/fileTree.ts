import type { RepositoryPreview } from '@nodeyard/blueprint/form';

/** A file of a repository, or a folder with what it contains. */
export interface TreeEntry {
  name: string;
  bytes: number;
  /** Number of files in a folder, at any depth; 1 for a file. */
  files: number;
  /** Absent for a file. Folders first, each in the order of their names. */
  entries?: TreeEntry[];
}

/** The folders and files of a repository. */
export function treeOf(files: RepositoryPreview['files']): TreeEntry[] {
  const folders = new Map<string, RepositoryPreview['files']>();
  const own: TreeEntry[] = [];
  for (const { path, bytes } of files) {
    const end = path.indexOf('/');
    if (end < 0) {
      own.push({ name: path, bytes, files: 1 });
    } else {
      const folder = path.slice(0, end);
      const inside = folders.get(folder) ?? [];
      inside.push({ path: path.slice(end + 1), bytes });
      folders.set(folder, inside);
    }
  }
  return [
    ...[...folders]
      .map(([name, inside]) => ({
        name,
        bytes: inside.reduce((sum, { bytes }) => sum + bytes, 0),
        files: inside.length,
        entries: treeOf(inside),
      }))
      .sort(byName),
    ...own.sort(byName),
  ];
}

function byName(one: TreeEntry, other: TreeEntry): number {
  return one.name < other.name ? -1 : 1;
}
