import { diff3Merge } from 'node-diff3';
import { parseAllDocuments } from 'yaml';

/** Pairs of equal lines that a merge compares; more would keep the process busy for seconds. */
const MAX_EQUAL_PAIRS = 4_000_000;

export type MergeResult =
  | { ok: true; text: string }
  | {
      ok: false;
      reason: 'overlap' | 'invalid-result' | 'too-repetitive';
      /** The merge with conflict markers, where there is one. */
      marked?: string;
    };

/** Three states of a text, and the names of both sides for conflict markers. */
export interface MergeInput {
  path: string;
  base: string;
  team: string;
  blueprint: string;
  labels: { team: string; base: string; blueprint: string };
}

/**
 * A three-way merge by lines. A YAML or JSON file that was readable on both sides stays readable, or the merge is refused:
 * two edits that do not overlap may still give one key twice.
 */
export function mergeText(input: MergeInput): MergeResult {
  const { base, team, blueprint } = input;
  const [before, ours, theirs] = [base, team, blueprint].map(linesOf) as [
    string[],
    string[],
    string[],
  ];
  if (equalPairs(before, ours) + equalPairs(before, theirs) > MAX_EQUAL_PAIRS) {
    return { ok: false, reason: 'too-repetitive' };
  }
  const regions = diff3Merge(ours, before, theirs, {
    excludeFalseConflicts: true,
  });
  const text = regions
    .map(region => region.ok?.join('') ?? markedText(region.conflict, input))
    .join('');
  if (regions.some(region => region.conflict)) {
    return { ok: false, reason: 'overlap', marked: text };
  }
  return isReadable(input.path, team) &&
    isReadable(input.path, blueprint) &&
    !isReadable(input.path, text)
    ? { ok: false, reason: 'invalid-result', marked: text }
    : { ok: true, text };
}

type Conflict = { a: string[]; o: string[]; b: string[] } | undefined;

function markedText(conflict: Conflict, { labels }: MergeInput): string {
  if (!conflict) return '';
  return [
    `<<<<<<< ${labels.team}\n`,
    ...conflict.a.map(ended),
    `||||||| ${labels.base}\n`,
    ...conflict.o.map(ended),
    '=======\n',
    ...conflict.b.map(ended),
    `>>>>>>> ${labels.blueprint}\n`,
  ].join('');
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n`;
}

/** Lines with their ends, so that a last line without one differs from a line with one. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function equalPairs(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
  return other.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
}

/** Whether a YAML or JSON file has a value; true for all other files. */
function isReadable(path: string, text: string): boolean {
  if (/\.json$/.test(path)) return succeeds(() => JSON.parse(text));
  if (!/\.ya?ml$/.test(path)) return true;
  return succeeds(() => {
    const documents = parseAllDocuments(text, { logLevel: 'silent' });
    for (const { errors } of documents) if (errors[0]) throw errors[0];
  });
}

function succeeds(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
