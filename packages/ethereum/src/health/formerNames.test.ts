import { aSample } from '../__fixtures__/aSample';
import { withForkNotReady } from './formerNames';
import { nodeSampleSchema } from './sample';
import { nodeStatusSchema } from './status';
import { receivedVerdictSchema } from './verdict';

const at = Date.UTC(2026, 10, 23, 12);
const verdict = {
  state: 'UNREACHABLE',
  ready: false,
  since: at,
  summary: 'Unreachable',
  reasons: [],
  evidence: {},
  forks: [],
  runbook: 'unreachable',
};
const sample = {
  ...aSample({ at }),
  execution: { kind: 'failed', reason: 'garbage', detail: 'no answer' },
};

describe('a sidecar or a database row from before 0.2', () => {
  it.each([true, false])(
    'has forkReady as the opposite of its forkNotReady: %p',
    forkNotReady => {
      const read = receivedVerdictSchema.parse({ ...verdict, forkNotReady });
      expect(read).toEqual({ ...verdict, forkReady: !forkNotReady });
    },
  );

  it('has the reason invalid-response in place of garbage', () => {
    expect(nodeSampleSchema.parse(sample).execution).toMatchObject({
      reason: 'invalid-response',
    });
  });

  it('is read as a status', () => {
    const status = nodeStatusSchema.parse({
      schemaVersion: 1,
      node: { name: 'geth', network: 'sepolia' },
      verdict: { ...verdict, forkNotReady: true },
      sample,
      sidecar: { version: '0.1.0', startedAt: at, pollIntervalMs: 5000 },
    });
    expect(status).toMatchObject({
      verdict: { forkReady: false },
      sample: { execution: { reason: 'invalid-response' } },
    });
  });
});

describe('a verdict with its former name', () => {
  it('is read as the same verdict', () => {
    const current = receivedVerdictSchema.parse({
      ...verdict,
      forkReady: false,
    });
    expect(withForkNotReady(current)).toMatchObject({ forkNotReady: true });
    expect(receivedVerdictSchema.parse(withForkNotReady(current))).toEqual(
      current,
    );
  });

  it.each([undefined, null, 'SYNCED', {}, { forkNotReady: 'no' }])(
    'is refused if it is invalid: %p',
    value => {
      expect(receivedVerdictSchema.safeParse(value).success).toBe(false);
    },
  );
});
