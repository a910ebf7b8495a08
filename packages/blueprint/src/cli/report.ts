import { formatHistory } from '../plan/history';
import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import type { PlannedPool } from '../plan/pool';
import { snapshotSentences } from '../plan/snapshotSentences';
import { printable, quoted } from '../problem';
import type { Problem, Warning } from '../problem';
import type { Paint } from './paint';

/** A plan for people: nodes, what they need, and what deserves a second look. */
export function planText(plan: Plan, paint: Paint): string {
  const { request, nodes, pool, totals, warnings } = plan;
  const head = ['node', 'execution', 'consensus', 'history', 'disk', 'memory'];
  const rows = [head, ...nodes.map(nodeRow), ...(pool ? [poolRow(pool)] : [])];
  const widths = head.map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  const [title = '', ...lines] = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${paint('title', request.name)} on ${request.network} for ${
      request.owner
    }, in ${request.environments.join(', ')}`,
    '',
    paint('quiet', title),
    ...lines,
    '',
    `Each environment needs${pool ? ' at most' : ''} ${gib(
      totals.storageGi,
    )} of disk and, as on mainnet, ${gib(totals.memoryGi)} of memory.`,
    ...snapshotSentences(plan).map(words => `${words}.`),
    ...warningsText(warnings, paint),
    paint('good', 'This request can be deployed.'),
  ].join('\n');
}

/** A result as JSON that steers no terminal. */
export function jsonText(result: unknown): string {
  return printable(JSON.stringify(result, undefined, 2));
}

/** All problems of a refused request, each with its way out. */
export function problemsText(
  problems: readonly Problem[],
  paint: Paint,
): string {
  const count =
    problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [
    paint('bad', `Refused: ${count}.`),
    ...problems.map(problem => problemText(problem, paint)),
  ].join('\n');
}

function problemText(
  { path, value, reason, fix }: Problem,
  paint: Paint,
): string {
  const subject = [
    paint('title', path === '' ? 'request' : path),
    value === undefined ? '' : quoted(value),
  ];
  return `  ${subject.filter(Boolean).join(' ')} ${reason}.\n    ${paint(
    'quiet',
    fix,
  )}`;
}

export function warningsText(
  warnings: readonly Warning[],
  paint: Paint,
): string[] {
  return warnings.map(
    ({ path, reason, advice }) =>
      `${paint(
        'careful',
        `Note${path === '' ? '' : ` (${path})`}:`,
      )} ${reason}. ${advice}`,
  );
}

function nodeRow(node: PlannedNode): string[] {
  return [
    node.name,
    node.execution,
    node.consensus ?? 'built in',
    formatHistory(node),
    gib(node.storageGi),
    gib(node.memoryGi),
  ];
}

/** What each of its nodes needs. */
function poolRow(pool: PlannedPool): string[] {
  const [name, ...cells] = nodeRow(pool);
  return [`${name} (${pool.min} to ${pool.max})`, ...cells];
}

function gib(amount: number | undefined): string {
  return amount === undefined ? 'unknown' : `${amount} GiB`;
}
