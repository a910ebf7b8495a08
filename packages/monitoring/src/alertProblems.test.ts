import { alertProblems } from './alertProblems';

const rule = {
  alert: 'EthNodeStalled',
  expr: 'up == 0',
  labels: { severity: 'critical' },
  annotations: {
    summary: '',
    description: '',
    runbook_url:
      'https://github.com/acme/eth/blob/main/docs/runbooks/alerts.md#ethnodestalled',
  },
};
const tests = ['EthNodeStalled fires after five minutes'];
const sections = (page: string) =>
  page === 'alerts.md' ? ['ethnodestalled'] : [];

describe('alertProblems', () => {
  it('finds none in a complete alert, and in recording rules', () => {
    const record = { record: 'eth:head', expr: 'up' };
    expect(alertProblems([rule, record], tests, sections)).toEqual([]);
  });

  it('names everything that an alert lacks', () => {
    const bare = { alert: 'EthNew', expr: 'up == 0' };
    expect(alertProblems([bare], tests, sections)).toEqual([
      'EthNew: its severity must be one of critical, warning, info',
      'EthNew: its runbook_url links to no section of docs/runbooks',
      'EthNew: no test in monitoring/tests says "EthNew fires ..."',
    ]);
    expect(alertProblems([rule], [], () => [])).toEqual([
      'EthNodeStalled: docs/runbooks/alerts.md has no section "ethnodestalled"',
      'EthNodeStalled: no test in monitoring/tests says "EthNodeStalled fires ..."',
    ]);
  });
});
