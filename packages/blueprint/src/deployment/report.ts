import type { Paint, Tone } from '../cli/paint';
import { printable } from '../problem';
import type { Finding, CheckOutcome } from './check';
import type { DesiredState } from './state';

/** Whether every check passed; an unknown outcome is not a pass. */
export const succeeded = (outcomes: readonly CheckOutcome[]) =>
  outcomes.every(({ state }) => state === 'passed' || state === 'warned');

const marks: Record<CheckOutcome['state'], [Tone, string]> = {
  passed: ['good', '✓'],
  warned: ['careful', '!'],
  failed: ['bad', '✗'],
  unknown: ['bad', '?'],
  skipped: ['quiet', '·'],
};

/** For terminals: one line per check, followed by its findings with the command to run. */
export function outcomesText(
  { environment, namespace }: DesiredState,
  outcomes: readonly CheckOutcome[],
  paint: Paint,
): string {
  const lines = outcomes.flatMap(outcome => {
    const [tone, mark] = marks[outcome.state];
    return [
      `${paint(tone, mark)} ${outcome.check.title}${detailOf(outcome)}`,
      ...findingsOf(outcome).flatMap(findingLines(paint)),
    ];
  });
  const counts = countByState(outcomes);
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

function detailOf(outcome: CheckOutcome): string {
  if (outcome.state === 'unknown') {
    return `: not known, ${printable(outcome.reason)}`;
  }
  return outcome.state === 'skipped'
    ? `: skipped, caused by ${outcome.causedBy.join(', ')}`
    : '';
}

/** Texts of pods and events come from outside: control characters are escaped. */
function findingLines(paint: Paint) {
  return ({ about, problem, run }: Finding) => [
    `    ${paint('title', printable(about))} ${printable(problem)}`,
    `      ${paint('quiet', printable(run))}`,
  ];
}

/** For programs. The shape is part of the command's contract: fields may be added, not changed. */
export function outcomesJson(
  { environment, namespace }: DesiredState,
  outcomes: readonly CheckOutcome[],
) {
  const counts = countByState(outcomes);
  return {
    ok: succeeded(outcomes),
    environment,
    namespace,
    // Former names are kept until 0.3.0: docs/upgrading.md.
    counts: { ...counts, explained: counts.skipped },
    checks: outcomes.map(outcome => ({
      name: outcome.check.name,
      title: outcome.check.title,
      outcome: outcome.state,
      state: outcome.state === 'skipped' ? 'explained' : outcome.state,
      ...(outcome.state === 'unknown' ? { reason: outcome.reason } : {}),
      ...(outcome.state === 'skipped'
        ? { causedBy: outcome.causedBy, by: outcome.causedBy }
        : {}),
      findings: findingsOf(outcome).map(({ about, problem, run, warning }) => ({
        about,
        problem,
        run,
        warning: warning ?? false,
      })),
    })),
  };
}

/** The line to print with `outcomesJson`, if it has values of deprecated fields; else undefined. */
export function deprecationOf(
  outcomes: readonly CheckOutcome[],
): string | undefined {
  return outcomes.some(({ state }) => state === 'skipped')
    ? 'the JSON fields "state": "explained", "by" and "counts"."explained" are deprecated and will be removed in 0.3.0: use "outcome": "skipped", "causedBy" and "counts"."skipped".'
    : undefined;
}

function findingsOf(outcome: CheckOutcome): readonly Finding[] {
  return 'findings' in outcome ? outcome.findings : [];
}

function countByState(
  outcomes: readonly CheckOutcome[],
): Record<CheckOutcome['state'], number> {
  const counts = { passed: 0, warned: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}
