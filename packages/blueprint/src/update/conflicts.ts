import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Problem } from '../problem';
import { textFile } from '../repository/file';
import type { RepositoryFile } from '../repository/file';
import { textOf } from './fileChange';
import type { ConflictReason, FileChange } from './fileChange';
import type { MergeInput } from './mergeText';
import type { TeamFile } from './checkout';

const FOLDER = '.nodeyard';
/** What the blueprint wrote for files that hold something else. */
export const BASES = `${FOLDER}/base`;
/** What could not be merged. */
export const CONFLICTS = `${FOLDER}/conflicts`;

export function basePath(path: string): string {
  return `${BASES}/${path}`;
}

/** With an ending that Helm, helmfile, Kustomize and Backstage read nowhere. */
export function conflictPath(path: string): string {
  return `${CONFLICTS}/${path}.txt`;
}

/** What happened, for people. */
export const conflictReasons: Record<ConflictReason, string> = {
  overlap: 'the same lines were edited here and changed in the blueprint',
  'invalid-result':
    'both changes together give a file that is no valid YAML or JSON',
  'too-repetitive': 'the file has too many equal lines to be merged',
  'no-base':
    'the content before the edit is not in the history of this checkout',
  'path-in-use': 'the blueprint has a new file where this repository has one',
};

interface Sides {
  team: ReadonlyMap<string, TeamFile>;
  written: ReadonlyMap<string, RepositoryFile>;
  labels: MergeInput['labels'];
}

/** A file for each conflict, and a list of them. The files in conflict themselves stay as the team has them. */
export function conflictFiles(
  changes: readonly FileChange[],
  { team, written, labels }: Sides,
): RepositoryFile[] {
  const conflicts = changes.filter(change => change.kind === 'conflict');
  if (conflicts.length === 0) return [];
  return [
    ...conflicts.map(({ path, marked }) =>
      textFile(
        conflictPath(path),
        marked ??
          createTwoFilesPatch(
            path,
            path,
            sideText(team.get(path)),
            sideText(written.get(path)),
            labels.team,
            labels.blueprint,
          ),
      ),
    ),
    textFile(
      `${CONFLICTS}/README.md`,
      [
        '# Conflicts of an update',
        '',
        'These files were left as they are in this repository. Bring each to the content that you want, then delete this folder and',
        'commit. Until then no further update is made.',
        '',
        ...conflicts.map(
          ({ path, reason }) =>
            `- \`${path}\`: ${
              conflictReasons[reason]
            }. Both sides: \`${conflictPath(path)}\`.`,
        ),
        '',
      ].join('\n'),
    ),
  ];
}

function sideText(side: { content: Uint8Array } | undefined): string {
  return side ? textOf(side.content) : '';
}

/** A problem where conflicts of an earlier update are still there. */
export async function unresolvedConflicts(
  directory: string,
): Promise<Problem | undefined> {
  const left = await readdir(join(directory, CONFLICTS)).catch(() => []);
  return left.length === 0
    ? undefined
    : {
        path: CONFLICTS,
        reason: 'has conflicts of an earlier update',
        fix: 'Resolve them as its README.md says, delete the folder and commit.',
      };
}
