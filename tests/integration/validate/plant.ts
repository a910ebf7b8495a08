import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checks } from '../../../packages/blueprint/src/deployment/checks';
import type { Outcome } from '../../../packages/blueprint/src/deployment/check';
import type { Wanted } from '../../../packages/blueprint/src/deployment/seen';
import { untilFailed, wantedWith } from './environment';
import type { Batch } from './faults/fault';

/** Names of checks in the order in which they are made. */
const inOrder = (names: readonly string[]) =>
  checks.map(({ name }) => name).filter(name => names.includes(name));

/**
 * Plants one batch of faults after the other: exactly their checks fail, each with its words and something to run. Then it
 * repairs them, and everything passes again.
 */
export function plantAll(
  batches: readonly Batch[],
  deployed: () => Wanted,
): void {
  for (const { faults, prepare, restore } of batches) {
    describe(faults.map(({ check }) => check).join(', '), () => {
      let outcomes: Outcome[] = [];
      before(async () => {
        const [{ edit }] = faults;
        const asked = edit ? await wantedWith(edit) : deployed();
        await prepare?.();
        for (const { plant } of faults) await plant?.();
        outcomes = await untilFailed(
          asked,
          inOrder(faults.map(({ check }) => check)),
        );
      });
      after(async () => {
        for (const { repair } of faults) await repair?.();
        await restore?.();
        if (faults.some(({ plant }) => plant))
          await untilFailed(deployed(), []);
      });

      for (const { check, sentence, words } of faults) {
        test(`${check}: ${sentence}`, () => {
          const findings = outcomes
            .filter(outcome => outcome.check.name === check)
            .flatMap(outcome =>
              'findings' in outcome ? outcome.findings : [],
            );
          const problems = findings.map(({ problem }) => problem).join('\n');
          assert.match(problems, words);
          assert.ok(
            findings.every(({ run }) => run !== ''),
            'a finding says what to run',
          );
        });
      }
    });
  }
}
