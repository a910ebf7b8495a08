/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of an input depends on whether it is taken */
import { fuzz, howMany } from '../../../../tests/fuzz/fuzz';
import { mutated } from '../../../../tests/fuzz/mutations';
import { jsonText, problemsText } from '../cli/report';
import { planRequest } from '../plan/plan';
import type { PlanResult } from '../plan/plan';
import { aNode, aRequest } from '../testing/requests';
import { readRequest } from './read';

const now = new Date('2026-11-23T12:00:00Z');

const requests = {
  smallest: aRequest(),
  pool: aRequest({
    repository: 'github.com/acme/payments-eth',
    nodes: [aNode(), aNode({ execution: 'reth', storage: { size: '900Gi' } })],
    serve: { min: 2, max: 6, cpu: 70, restore: 'latest' },
    snapshots: {
      schedule: '0 3 * * *',
      store: 's3://eth-snapshots/payments',
      endpoint: 'https://s3.example.com',
      region: 'eu-central-1',
      secret: 'snapshot-store',
    },
  }),
};
const seeds = Object.fromEntries(
  Object.entries(requests).map(([name, request]) => [
    name,
    JSON.stringify(request),
  ]),
);

const read = (text: string): PlanResult => {
  const request = readRequest(text);
  return request.ok ? planRequest(request.value, { now }) : request;
};

describe('requests, fuzzed', () => {
  it(
    `are planned or refused with sentences, from a file and from a form: ${howMany}`,
    () =>
      fuzz({
        name: 'requests',
        inputs: mutated(seeds),
        check: ({ text }) => {
          for (const result of [read(text), fromForm(text)]) {
            // What a form takes, a file that holds the same takes too.
            if (result.ok) {
              const { request } = result.plan;
              expect(read(JSON.stringify(request))).toMatchObject({
                ok: true,
                plan: { request },
              });
            } else {
              expect(result.problems.length).toBeGreaterThan(0);
              const shown = problemsText(result.problems, (_, words) => words);
              expect(shown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
              expect(shown.length).toBeLessThan(50_000);
              JSON.parse(jsonText(result));
            }
          }
        },
      }),
    3_600_000,
  );
});

function fromForm(text: string): PlanResult {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    request = text;
  }
  return planRequest(request, { now });
}
