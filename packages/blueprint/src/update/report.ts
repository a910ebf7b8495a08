import { formatHistory } from '../plan/history';
import type { Plan } from '../plan/plan';
import { markdownText } from '../repository/markdown';
import { conflictPath, conflictReasons } from './conflicts';
import type { FileChange, KeptReason } from './fileChange';
import type { RepositoryUpdate } from './update';

export const keptReasons: Record<KeptReason, string> = {
  edited: 'edited here, unchanged in the blueprint',
  removed: 'removed here',
  'no-longer-part': 'edited here, no longer part of the blueprint',
};

/** One line, as the subject of a commit and the title of a pull request. @public */
export function updateTitle({ from, to, plan, changes }: RepositoryUpdate) {
  const name = plan.request.name;
  if (from !== to) return `Update ${name} from blueprint ${from} to ${to}`;
  return changes.some(({ path }) => path.startsWith('environments/'))
    ? `Change the nodes of ${name}`
    : `Update the blueprint of ${name}`;
}

/**
 * The description of a pull request, in Markdown: effects on running nodes, conflicts, what is kept, and the nodes that result.
 * @public
 */
export function updateDescription(update: RepositoryUpdate): string {
  const { changes, effects, plan } = update;
  const conflicts = changes.filter(({ kind }) => kind === 'conflict');
  const kept = changes.filter(({ kind }) => kind === 'kept');
  return [
    ...section(
      'Effects on running nodes',
      effects.length > 0 ? effects.map(markdownText) : ['None.'],
    ),
    ...section('Conflicts to resolve', conflicts.map(changeLine)),
    ...section('Kept as they are', kept.map(changeLine)),
    ...section(
      'Notes',
      plan.warnings.map(({ reason, advice }) =>
        markdownText(`${reason}. ${advice}`),
      ),
    ),
    '## Nodes afterwards',
    '',
    ...nodeLines(plan),
    '',
    '## Before you merge',
    '',
    ...plan.request.environments.map(name => `- \`make diff ENV=${name}\``),
    '',
    `${countsOf(changes)}.`,
    '',
  ].join('\n');
}

/** `3 files updated, 1 merged` and the like. */
export function countsOf(changes: readonly FileChange[]): string {
  const kinds = [
    'added',
    'updated',
    'merged',
    'deleted',
    'kept',
    'conflict',
  ] as const;
  const counts = kinds
    .map(kind => ({
      kind,
      number: changes.filter(change => change.kind === kind).length,
    }))
    .filter(({ number }) => number > 0)
    .map(
      ({ kind, number }) =>
        `${number} ${kind === 'conflict' ? `in conflict` : kind}`,
    );
  return counts.length === 0
    ? 'No file changes'
    : `Files: ${counts.join(', ')}`;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0
    ? []
    : [`## ${title}`, '', ...items.map(item => `- ${item}`), ''];
}

function changeLine(change: FileChange): string {
  const path = markdownText(change.path);
  if (change.kind === 'conflict') {
    return `${path}: ${
      conflictReasons[change.reason]
    }. Both sides: ${markdownText(conflictPath(change.path))}`;
  }
  return change.kind === 'kept'
    ? `${path}: ${keptReasons[change.reason]}`
    : path;
}

function nodeLines({ nodes, pool }: Plan): string[] {
  return [...nodes, ...(pool ? [pool] : [])].map(
    ({ name, execution, consensus = 'built in', ...node }) =>
      `- ${name}: ${execution}, consensus ${consensus}, history ${formatHistory(
        node,
      )}`,
  );
}
