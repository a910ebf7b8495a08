import type { RepositoryFile } from '../repository/file';
import { digestOf } from '../repository/lock';
import type { TeamFile } from './checkout';
import { mergeText } from './mergeText';
import type { MergeInput } from './mergeText';

/** Why two sides of a file cannot become one. @public */
export type ConflictReason =
  /** Both changed the same lines. */
  | 'overlap'
  /** The merge is no YAML, or no JSON, any more. */
  | 'invalid-result'
  /** Too many equal lines to compare. */
  | 'too-repetitive'
  /** The content that the blueprint wrote before is neither in the repository nor in its history. */
  | 'no-base'
  /** The blueprint has a new file where the team has one of its own. */
  | 'path-in-use';

/** Why a file of the team stays as it is. @public */
export type KeptReason =
  /** The team edited it, and the blueprint did not change it. */
  | 'edited'
  /** The team removed it. */
  | 'removed'
  /** The blueprint has no such file any more, and the team edited it. */
  | 'no-longer-part';

/** What becomes of one path of a repository. @public */
export type FileChange = { path: string } & (
  | {
      kind: 'added' | 'updated' | 'merged';
      content: Uint8Array;
      executable: boolean;
    }
  | { kind: 'deleted' }
  | { kind: 'kept'; reason: KeptReason }
  | { kind: 'conflict'; reason: ConflictReason; marked?: string }
);

/** One path as it was written, as it is, and as the blueprint has it now. */
export interface FileStates {
  path: string;
  /** Digest of the content that the blueprint wrote; absent for a path that it did not write. */
  locked?: string;
  /** What the repository has. */
  team?: TeamFile;
  /** What the blueprint has now. */
  blueprint?: RepositoryFile;
  /** Reads the content that the blueprint wrote, which is needed for a merge only. */
  readBase(): Promise<Uint8Array | undefined>;
  labels: MergeInput['labels'];
}

/** The three-way comparison of one path. Undefined: nothing to do and nothing to report. */
export async function fileChange(
  states: FileStates,
): Promise<FileChange | undefined> {
  const { path, locked, team, blueprint } = states;
  if (!blueprint) return withoutBlueprint(states);
  if (!team) {
    return locked === undefined
      ? { path, kind: 'added', ...contentOf(blueprint) }
      : { path, kind: 'kept', reason: 'removed' };
  }
  const target = digestOf(blueprint.content);
  if (team.digest === target) return undefined;
  if (target === locked) return { path, kind: 'kept', reason: 'edited' };
  if (locked === undefined) {
    return { path, kind: 'conflict', reason: 'path-in-use' };
  }
  return team.digest === locked
    ? { path, kind: 'updated', ...contentOf(blueprint) }
    : merged(states, team, blueprint);
}

function withoutBlueprint({
  path,
  locked,
  team,
}: FileStates): FileChange | undefined {
  if (!team) return undefined;
  return team.digest === locked
    ? { path, kind: 'deleted' }
    : { path, kind: 'kept', reason: 'no-longer-part' };
}

async function merged(
  { path, readBase, labels }: FileStates,
  team: TeamFile,
  blueprint: RepositoryFile,
): Promise<FileChange> {
  const base = await readBase();
  if (!base) return { path, kind: 'conflict', reason: 'no-base' };
  const result = mergeText({
    path,
    base: textOf(base),
    team: textOf(team.content),
    blueprint: textOf(blueprint.content),
    labels,
  });
  return result.ok
    ? {
        path,
        kind: 'merged',
        content: Buffer.from(result.text, 'utf8'),
        executable: blueprint.executable,
      }
    : {
        path,
        kind: 'conflict',
        reason: result.reason,
        ...(result.marked === undefined ? {} : { marked: result.marked }),
      };
}

function contentOf({ content, executable }: RepositoryFile) {
  return { content, executable };
}

export function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString('utf8');
}
