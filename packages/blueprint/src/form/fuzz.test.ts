/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of answers depends on whether they are taken */
import { fuzz, howMany } from '../../../../tests/fuzz/fuzz';
import { mutated } from '../../../../tests/fuzz/mutations';
import { planRequest } from '../plan/plan';
import { formAnswers } from '../testing/answers';
import { formProblemLine, planAnswers, planFigures, planNotes } from '.';

const now = new Date('2026-11-23T12:00:00Z');

const answers = {
  ...formAnswers,
  environments: ['local', 'production'],
  storageSize: '900Gi',
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
});
