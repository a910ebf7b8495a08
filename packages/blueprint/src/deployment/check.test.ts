import { judgeDeployment } from './check';
import type { Check, Finding } from './check';
import { aDeployment } from '../testing/deployments';

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
  judgeDeployment(checks, aDeployment()).map(({ state }) => state);

describe('judgeDeployment', () => {
  it('passes what finds nothing', () => {
    expect(statesOf([check('a')])).toEqual(['passed']);
  });

  it('tells one fault once: what comes after is explained by it', () => {
    const outcomes = judgeDeployment(
      [
        check('cause', finding('geth-0')),
        check('effect', finding('geth-0'), finding('geth-0')),
      ],
      aDeployment(),
    );
    expect(outcomes).toMatchObject([
      { state: 'failed' },
      { state: 'explained', by: ['cause'] },
    ]);
  });

  it('still tells what an earlier check does not explain', () => {
    const outcomes = judgeDeployment(
      [
        check('cause', finding('geth-0')),
        check('other', finding('geth-0'), finding('besu-0')),
      ],
      aDeployment(),
    );
    expect(outcomes[1]).toMatchObject({
      state: 'failed',
      findings: [{ about: 'besu-0' }],
    });
  });

  it('counts the further names of a finding as explained', () => {
    expect(
      statesOf([
        check('cause', finding('geth-0', { explains: ['Service/geth-0'] })),
        check('effect', finding('Service/geth-0')),
      ]),
    ).toEqual(['failed', 'explained']);
  });

  it('explains nothing by a warning', () => {
    expect(
      statesOf([
        check('hint', finding('geth-0', { warning: true })),
        check('real', finding('geth-0')),
      ]),
    ).toEqual(['warned', 'failed']);
  });

  it('does not judge by what could not be read, and says why', () => {
    const deployment = aDeployment({
      unread: new Map([['pods', 'forbidden']]),
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
