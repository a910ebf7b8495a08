import { judgeDeployment } from './check';
import type { Check, Finding } from './check';
import { deprecationOf, outcomesJson } from './report';
import { testDeployment } from '../testing/deployments';

const check = (name: string, ...findings: Finding[]): Check => ({
  name,
  title: `${name} holds`,
  needs: [],
  judge: () => findings,
});
const finding = (about: string, more: Partial<Finding> = {}): Finding => ({
  about,
  problem: 'is not well',
  run: 'look',
  ...more,
});
const statesOf = (checks: Check[]) =>
  judgeDeployment(checks, testDeployment()).map(({ state }) => state);

describe('judgeDeployment', () => {
  it('passes checks without findings', () => {
    expect(statesOf([check('a')])).toEqual(['passed']);
  });

  it('reports a fault once: later checks with the same cause are skipped', () => {
    const outcomes = judgeDeployment(
      [
        check('cause', finding('geth-0')),
        check('effect', finding('geth-0'), finding('geth-0')),
      ],
      testDeployment(),
    );
    expect(outcomes).toMatchObject([
      { state: 'failed' },
      { state: 'skipped', causedBy: ['cause'] },
    ]);
  });

  it('reports what no earlier check covers', () => {
    const outcomes = judgeDeployment(
      [
        check('cause', finding('geth-0')),
        check('other', finding('geth-0'), finding('besu-0')),
      ],
      testDeployment(),
    );
    expect(outcomes[1]).toMatchObject({
      state: 'failed',
      findings: [{ about: 'besu-0' }],
    });
  });

  it('skips findings about further names of an earlier finding', () => {
    expect(
      statesOf([
        check('cause', finding('geth-0', { covers: ['Service/geth-0'] })),
        check('effect', finding('Service/geth-0')),
      ]),
    ).toEqual(['failed', 'skipped']);
  });

  it('skips nothing because of a warning', () => {
    expect(
      statesOf([
        check('hint', finding('geth-0', { warning: true })),
        check('real', finding('geth-0')),
      ]),
    ).toEqual(['warned', 'failed']);
  });

  it('does not run a check whose resources are unavailable, and reports the reason', () => {
    const deployment = testDeployment({
      unavailable: new Map([['pods', 'forbidden']]),
    });
    const judged = jest.fn(() => []);
    const [outcome] = judgeDeployment(
      [{ ...check('pods'), needs: ['pods'], judge: judged }],
      deployment,
    );
    expect(outcome).toMatchObject({ state: 'unknown', reason: 'forbidden' });
    expect(judged).not.toHaveBeenCalled();
  });
});

describe('outcomesJson', () => {
  const deployment = testDeployment();
  const outcomes = judgeDeployment(
    [check('cause', finding('geth-0')), check('effect', finding('geth-0'))],
    deployment,
  );

  it('has the names of docs/upgrading.md, and the former ones beside them', () => {
    const { checks, counts } = outcomesJson(deployment.desired, outcomes);
    expect(checks[1]).toMatchObject({ outcome: 'skipped', state: 'explained' });
    expect(checks[1]).toMatchObject({ causedBy: ['cause'], by: ['cause'] });
    expect(counts).toMatchObject({ failed: 1, skipped: 1, explained: 1 });
  });

  it('is printed with a deprecation line only if a former name has a value', () => {
    expect(deprecationOf(outcomes)).toContain('use "outcome": "skipped"');
    expect(deprecationOf(outcomes.slice(0, 1))).toBeUndefined();
  });
});
