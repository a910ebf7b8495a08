import { mockServices } from '@backstage/backend-test-utils';
import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode, aSample, aStatus, noon } from '../__testUtils__/builders';
import { toEnglish } from '../__testUtils__/toEnglish';
import { evaluateReadingSafely } from './evaluateReadingSafely';

const concluded = (reading: NodeReading) => {
  const logger = mockServices.logger.mock();
  const known = { node: aNode({ id: 'eu~ns~a' }), source: 'kubernetes' };
  const polled = evaluateReadingSafely(
    {
      known,
      reading,
      skipped: false,
      others: undefined,
      now: noon,
      pollMs: 15_000,
      random: 0.5,
    },
    logger,
  );
  return { polled, logger };
};

describe('evaluateReadingSafely', () => {
  it('returns the result of evaluateReading for a valid reading', () => {
    const { polled, logger } = concluded({ kind: 'status', status: aStatus() });
    expect(polled).toMatchObject({
      verdict: { state: 'SYNCED' },
      sample: aSample(),
    });
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each<[string, NodeReading]>([
    ['a sample', { kind: 'status', status: aStatus({}, aSample(1e300)) }],
    ['a verdict', { kind: 'status', status: aStatus({ since: 1e300 }) }],
  ])('holds an impossible time of %s against its node alone', (_, reading) => {
    const { polled, logger } = concluded(reading);
    expect(toEnglish(polled)).toMatchObject({
      verdict: { state: 'UNKNOWN', ready: false, since: noon },
      sample: undefined,
      pollError: expect.stringContaining(
        'What was read of the node cannot be used: ',
      ),
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Node eu~ns~a: '),
    );
  });
});
