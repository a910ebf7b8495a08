import type { Paint, Tone } from '../cli/terminal';
import { printable } from '../problem';
import type { Finding, Outcome } from './check';
import type { Wanted } from './seen';

/** Whether every check passed: what nobody could look at has not. */
export const succeeded = (outcomes: readonly Outcome[]) =>
  outcomes.every(({ state }) => state === 'passed' || state === 'warned');

const marks: Record<Outcome['state'], [Tone, string]> = {
  passed: ['good', '✓'],
  warned: ['careful', '!'],
  failed: ['bad', '✗'],
  unknown: ['bad', '?'],
  explained: ['quiet', '·'],
};

/** For people: each check on a line; below it what is wrong, and what to run. */
export function outcomesText(
  { environment, namespace }: Wanted,
  outcomes: readonly Outcome[],
  paint: Paint,
): string {
  const lines = outcomes.flatMap(outcome => {
    const [tone, mark] = marks[outcome.state];
    return [
      `${paint(tone, mark)} ${outcome.check.title}${detailOf(outcome)}`,
      ...findingsOf(outcome).flatMap(told(paint)),
    ];
  });
  const counts = countsOf(outcomes);
  const sum = `${counts.passed} passed, ${counts.failed} failed, ${counts.warned} with warnings, ${counts.unknown} unknown`;
  return [
    paint('title', `Environment ${environment}, namespace ${namespace}`),
    ...lines,
    paint(
      succeeded(outcomes) ? 'good' : 'bad',
      `${outcomes.length} checks: ${sum}.`,
    ),
  ].join('\n');
}

function detailOf(outcome: Outcome): string {
  if (outcome.state === 'unknown')
    return `: not known, ${printable(outcome.reason)}`;
  return outcome.state === 'explained'
    ? `: no, because of ${outcome.by.join(', ')}`
    : '';
}

/** Pods and events say what their writers like. */
function told(paint: Paint) {
  return ({ about, problem, run }: Finding) => [
    `    ${paint('title', printable(about))} ${printable(problem)}`,
    `      ${paint('quiet', printable(run))}`,
  ];
}

/** For programs. The shape is part of the command's contract: add to it, change nothing. */
export function outcomesJson(
  { environment, namespace }: Wanted,
  outcomes: readonly Outcome[],
) {
  return {
    ok: succeeded(outcomes),
    environment,
    namespace,
    counts: countsOf(outcomes),
    checks: outcomes.map(outcome => ({
      name: outcome.check.name,
      title: outcome.check.title,
      state: outcome.state,
      ...(outcome.state === 'unknown' ? { reason: outcome.reason } : {}),
      ...(outcome.state === 'explained' ? { by: outcome.by } : {}),
      findings: findingsOf(outcome).map(({ about, problem, run, warning }) => ({
        about,
        problem,
        run,
        warning: warning ?? false,
      })),
    })),
  };
}

function findingsOf(outcome: Outcome): readonly Finding[] {
  return 'findings' in outcome ? outcome.findings : [];
}

function countsOf(
  outcomes: readonly Outcome[],
): Record<Outcome['state'], number> {
  const counts = { passed: 0, warned: 0, failed: 0, unknown: 0, explained: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}
