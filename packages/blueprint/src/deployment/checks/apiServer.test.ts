/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../../tests/ensurePresent';
import { testDeployment, observedState } from '../../testing/deployments';
import { renderedSchema } from '../objects';
import { apiServerChecks } from './apiServer';

const policy = (...ranges: string[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'geth-0-snapshot-run' },
  spec: {
    podSelector: { matchLabels: { 'ethereum.nodeyard.io/task': 'run' } },
    policyTypes: ['Egress'],
    egress: [
      {
        ...(ranges.length > 0
          ? { to: ranges.map(cidr => ({ ipBlock: { cidr } })) }
          : {}),
        ports: [{ port: 443, protocol: 'TCP' }],
      },
      { to: [{ podSelector: { matchLabels: {} } }] },
    ],
  },
});

function problemsOf(asked: string[], live: string[]) {
  const objects = [renderedSchema.parse(policy(...asked))];
  const observed = observedState({ policies: [policy(...live)] });
  const deployment = testDeployment({ desired: { objects }, observed });
  return apiServerChecks.flatMap(({ judge }) => judge(deployment));
}

const SERVICE = '10.96.0.1/32';

describe('the addresses of the API server in the policies of snapshots', () => {
  it('are right where all of them are open', () => {
    expect(problemsOf([SERVICE], [SERVICE, '10.0.0.7/32'])).toEqual([]);
    expect(problemsOf([SERVICE], [])).toEqual([]);
  });

  it('are reported if they have changed since the deployment', () => {
    const [finding, ...more] = problemsOf(
      [SERVICE, '10.0.0.8/32'],
      [SERVICE, '10.0.0.7/32'],
    );
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      about: 'NetworkPolicy/geth-0-snapshot-run',
      run: expect.stringContaining('make deploy ENV='),
    });
    expect(finding?.problem).toContain(
      'does not allow the API server at 10.0.0.8/32, only 10.96.0.1/32, 10.0.0.7/32',
    );
    expect(ensurePresent(finding).warning).toBeUndefined();
  });

  it('are a warning where they are unknown', () => {
    const [finding] = problemsOf([], []);
    expect(finding).toMatchObject({ warning: true });
    expect(finding?.problem).toContain('any address');
  });
});
