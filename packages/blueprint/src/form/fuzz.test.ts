/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of answers depends on whether they are taken */
import { fuzz, howMany } from '../../../../tests/fuzz/fuzz';
import { mutated } from '../../../../tests/fuzz/mutations';
import { planRequest } from '../plan/plan';
import { formAnswers } from '../testing/answers';
import {
  clientOptions,
  englishFormLanguage,
  environmentOptions,
  estimatedPlan,
  formProblemLine,
  historyOptions,
  planAnswers,
  planFigures,
  planNotes,
  planPrintout,
} from '.';

const now = new Date('2026-11-23T12:00:00Z');

const answers = {
  ...formAnswers,
  environments: ['local', 'production'],
  storageSize: '900Gi',
  moreNodes: [{ execution: 'reth', consensus: 'teku', history: 'full' }],
  snapshots: 'take',
  servePool: 'add',
  schedule: '0 3 * * *',
  bucket: 's3://eth-snapshots/payments',
  secretName: 'snapshot-store',
  fewestNodes: 2,
  mostNodes: 4,
  poolStart: 'latest',
  host: 'github',
  githubUrl: 'github.com?owner=acme&repo=payments-eth',
  check: {},
  plan: { Disk: '600 GiB' },
};

/** What the fields show for answers that may be anything. */
function optionTexts(given: Record<string, unknown>): string[] {
  const options = { now, language: englishFormLanguage };
  const figured = [
    ...clientOptions(given, {
      ...options,
      layer: 'execution',
      names: ['geth'],
    }),
    ...clientOptions(given, {
      ...options,
      layer: 'consensus',
      names: ['caplin', 'lighthouse'],
    }),
    ...environmentOptions(given, englishFormLanguage),
    ...historyOptions(given, ['pre-prague'], englishFormLanguage),
  ];
  estimatedPlan(given, { now });
  return figured.flatMap(({ figures }) => figures.map(({ text }) => text));
}

/** An object of a text that may be anything. */
function answersOf(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && !Array.isArray(parsed)
      ? Object(parsed)
      : {};
  } catch {
    return {};
  }
}

describe('answers of the form, fuzzed', () => {
  it(
    `state a valid request, or are refused with sentences: ${howMany}`,
    () =>
      fuzz({
        name: 'answers',
        inputs: mutated({ all: JSON.stringify(answers) }),
        check: ({ text }) => {
          let parsed: unknown = text;
          try {
            parsed = JSON.parse(text);
          } catch {
            // A text is no answers, and refused as such.
          }
          const result = planAnswers(parsed, { now });
          const shown = result.ok
            ? [
                ...planFigures(result.plan).map(figure => figure.text),
                ...planNotes(result.plan),
                planPrintout(result.plan),
              ]
            : result.problems.map(problem => formProblemLine(problem));
          expect(shown.length).toBeGreaterThan(0);
          expect(shown.join('').length).toBeLessThan(60_000);
          expect(shown.join('')).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
          if (result.ok) {
            expect(planRequest(result.plan.request, { now }).ok).toBe(true);
          }
        },
      }),
    3_600_000,
  );

  it(
    `leave the choices of the form with figures, or without: ${howMany}`,
    () =>
      fuzz({
        name: 'choices',
        inputs: mutated({ all: JSON.stringify(answers) }),
        check: ({ text }) => {
          for (const shown of optionTexts(answersOf(text))) {
            expect(shown).toMatch(/\S/);
            expect(shown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
          }
        },
      }),
    3_600_000,
  );
});
