import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checks } from '../../../packages/blueprint/src/deployment/checks';
import type { DesiredState } from '../../../packages/blueprint/src/deployment/state';
import { lookUntilFailed, untilFailed, readDesired } from './environment';
import type { Sighting } from './environment';
import type { Batch, Fault } from './faults/fault';

/** Names of checks in the order in which they are made. */
const inOrder = (names: readonly string[]) =>
  checks.map(({ name }) => name).filter(name => names.includes(name));

/** Requests of the environment after the edits of all faults. */
const askedBy = (faults: readonly Fault[]) =>
  readDesired(environment =>
    faults.reduce((edited, { edit }) => edit?.(edited) ?? edited, environment),
  );

/**
 * Plants one batch of faults after the other: exactly their checks fail, each with its words and something to run. Then it
 * repairs them, and everything passes again.
 */
export function plantAll(
  batches: readonly Batch[],
  deployed: () => DesiredState,
): void {
  for (const { faults, prepare, restore } of batches) {
    const names = inOrder(faults.map(({ check }) => check));
    describe(names.join(', '), () => {
      let sighting: Sighting = { outcomes: [], missing: 'nothing was planted' };
      before(async () => {
        const asked = faults.some(({ edit }) => edit)
          ? await askedBy(faults)
          : deployed();
        await prepare?.();
        await Promise.all(faults.map(({ plant }) => plant?.()));
        sighting = await lookUntilFailed(asked, names);
      });
      after(async () => {
        await Promise.all(faults.map(({ repair }) => repair?.()));
        await restore?.();
        if (faults.some(({ plant }) => plant)) {
          await untilFailed(deployed(), []);
        }
      });

      for (const { check, sentence, words } of faults) {
        test(`${check}: ${sentence}`, () => {
          const outcome = sighting.outcomes.find(
            candidate => candidate.check.name === check,
          );
          assert.equal(outcome?.state, 'failed', sighting.missing);
          const findings =
            outcome && 'findings' in outcome ? outcome.findings : [];
          const problems = findings.map(({ problem }) => problem).join('\n');
          assert.match(problems, words);
          assert.ok(
            findings.every(({ run }) => run !== ''),
            'a finding says what to run',
          );
        });
      }
      test(`no other check fails with ${names.join(', ')}`, () => {
        assert.equal(sighting.missing, '');
      });
    });
  }
}
