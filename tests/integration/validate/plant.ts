import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Wanted } from '../../../packages/blueprint/src/deployment/seen';
import { untilFailed, wantedWith } from './environment';
import type { Fault } from './faults/fault';

/**
 * Plants one fault after the other: exactly its check fails, with its words and something to run; then it is repaired, and
 * everything passes again.
 */
export function plantAll(
  faults: readonly Fault[],
  deployed: () => Wanted,
): void {
  /** Whether a fault, or a test that failed, may have left something behind. */
  let unsettled = false;
  for (const { check, sentence, words, edit, plant, repair } of faults) {
    test(`${check}: ${sentence}`, async () => {
      if (unsettled) await untilFailed(deployed(), []);
      unsettled = plant !== undefined;
      const asked = edit ? await wantedWith(edit) : deployed();
      try {
        await plant?.();
        const outcomes = await untilFailed(asked, [check]);
        const findings = outcomes
          .filter(outcome => outcome.check.name === check)
          .flatMap(outcome => ('findings' in outcome ? outcome.findings : []));
        assert.match(findings.map(({ problem }) => problem).join('\n'), words);
        assert.ok(
          findings.every(({ run }) => run !== ''),
          'a finding says what to run',
        );
      } finally {
        await repair?.();
      }
    });
  }
  test('everything passes again after the last repair', async () => {
    await untilFailed(deployed(), []);
  });
}
