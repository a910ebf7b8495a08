import type { Paint } from '../cli/paint';
import { sum, type Range, type TeamCost, type WorkloadCost } from './cost';
import type { Prices } from './prices';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Who pays how much, workload by workload. */
export function costText(
  environment: string,
  teams: readonly TeamCost[],
  { asOf, currency }: Prices,
  paint: Paint,
): string {
  const head = ['', 'pods', 'cores', 'memory', 'volumes', currency];
  const table = teams.flatMap(team => [
    [team.team ?? 'without an owner'],
    ...team.workloads.map(workloadRow),
    ['  together', '', '', '', '', range(team.month)],
  ]);
  const widths = head.map((name, column) =>
    Math.max(name.length, ...table.map(row => row[column]?.length ?? 0)),
  );
  const [title = '', ...lines] = [head, ...table].map(row =>
    row
      .map((cell, column) =>
        column === 0
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [
    `${paint(
      'title',
      environment,
    )}: what it requests per month, at prices of ${asOf} in ${currency}`,
    '',
    paint('quiet', title),
    ...lines,
    '',
    ...teams.flatMap(team => budgetWords(team, currency, paint)),
    'Not counted: traffic, Jobs of snapshots while they run, what a mesh or the cluster adds to pods, and the layers beneath.',
  ].join('\n');
}

function workloadRow({ name, pods, month, ...pod }: WorkloadCost): string[] {
  const gib = sum(pod.volumes.map(volume => volume.gib));
  return [
    `  ${name}`,
    range(pods),
    tenths.format(pod.cores),
    `${tenths.format(pod.memoryGib)} GiB`,
    gib === 0 ? '' : `${whole.format(gib)} GiB`,
    range(month),
  ];
}

function budgetWords(
  { team, month, budget }: TeamCost,
  currency: string,
  paint: Paint,
): string[] {
  if (budget === undefined) return [];
  const part = range({
    min: (100 * month.min) / budget,
    max: (100 * month.max) / budget,
  });
  const words = `${team} may spend ${whole.format(
    budget,
  )} ${currency}: this is ${part} % of it.`;
  return [month.max > budget ? paint('bad', words) : words];
}

function range({ min, max }: Range): string {
  const [least, most] = [whole.format(min), whole.format(max)];
  return least === most ? least : `${least}-${most}`;
}
