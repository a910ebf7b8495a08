import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { neededPolicies, type Table } from '../integration/policies/table';
import { parseManifests } from './manifests';
import { run } from './program';
import { findingOf, type Finding, type Report } from './report';

/** Checks that docs/network-policies.yaml documents every network policy of the charts, rendered with each file of their `ci/`. */
export function checkPolicyTable(
  report: Report,
  table: Table,
  charts: readonly string[],
): void {
  const tested = charts.filter(chart => existsSync(join(chart, 'ci')));
  if (tested.length === 0) return; // a team's repository
  report.check('network policies are in docs/network-policies.yaml', () =>
    policyFinding(table, [...new Set(tested.flatMap(policiesOf))]),
  );
}

function policyFinding(table: Table, policies: readonly string[]): Finding {
  const needs = neededPolicies(table);
  return findingOf(
    policies
      .filter(policy => !needs.some(need => policy.endsWith(`-${need}`)))
      .map(policy => `${policy} is a policy that no "needs" names`),
    `${policies.length} policies`,
  );
}

function policiesOf(chart: string): string[] {
  return readdirSync(join(chart, 'ci')).flatMap(values => {
    const args = ['template', 'release', '.', '--values', join('ci', values)];
    const rendered = run('helm', args, { cwd: chart });
    if (!rendered.ok) throw new Error(`ci/${values}: ${rendered.reason}`);
    return parseManifests(rendered.output)
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map(({ metadata }) => metadata.name ?? '');
  });
}
