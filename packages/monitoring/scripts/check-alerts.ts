/* Checks that every alert has a severity, the section of a runbook, and a test in which it fires. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { alertProblems, readTestNames } from '../src/alertProblems';
import { readRules } from '../src/rules';

const root = resolve(__dirname, '../../..');

/** Anchors of the second-level headings of a page. */
function sections(page: string): string[] {
  const file = resolve(root, 'docs/runbooks', page);
  return existsSync(file)
    ? [...readFileSync(file, 'utf8').matchAll(/^## (.+)$/gm)].map(
        ([, heading = '']) => heading.toLowerCase(),
      )
    : [];
}

const problems = alertProblems(
  readRules(),
  readTestNames(resolve(root, 'monitoring/tests')),
  sections,
);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
