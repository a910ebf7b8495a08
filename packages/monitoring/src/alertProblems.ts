import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Rule } from './rules';

const RUNBOOK = /\/docs\/runbooks\/([a-z-]+\.md)#([a-z-]+)$/;
const severities = ['critical', 'warning', 'info'];

const testsSchema = z.object({
  tests: z.array(z.object({ name: z.string().default('') })),
});

/** Names of the tests of promtool in a folder. */
export function readTestNames(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('_test.yaml'))
    .flatMap(file =>
      testsSchema
        .parse(parse(readFileSync(join(folder, file), 'utf8')))
        .tests.map(({ name }) => name),
    );
}

/**
 * Problems of alerts without a severity, a section of a runbook, or a test named "ALERT fires ...".
 *
 * @param sections - anchors of a page of docs/runbooks, by the name of its file
 */
export function alertProblems(
  rules: readonly Rule[],
  testNames: readonly string[],
  sections: (page: string) => readonly string[],
): string[] {
  return rules.flatMap(({ alert, labels = {}, annotations }) => {
    if (alert === undefined) return [];
    const [, page, anchor] = RUNBOOK.exec(annotations?.runbook_url ?? '') ?? [];
    const problems = [];
    if (!severities.includes(labels.severity ?? '')) {
      problems.push(`its severity must be one of ${severities.join(', ')}`);
    }
    if (page === undefined || anchor === undefined) {
      problems.push('its runbook_url links to no section of docs/runbooks');
    } else if (!sections(page).includes(anchor)) {
      problems.push(`docs/runbooks/${page} has no section "${anchor}"`);
    }
    if (!testNames.some(name => name.startsWith(`${alert} fires`))) {
      problems.push(`no test in monitoring/tests says "${alert} fires ..."`);
    }
    return problems.map(problem => `${alert}: ${problem}`);
  });
}
