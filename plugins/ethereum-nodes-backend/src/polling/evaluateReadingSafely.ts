import type { LoggerService } from '@backstage/backend-plugin-api';
import { nodeSampleSchema, verdictSchema } from '@nodeyard/ethereum';
import type { PolledNode } from '../store/KnownNode';
import { renderEnglish } from '../renderEnglish';
import type { EvaluationInput } from './evaluateReading';
import { evaluateReading } from './evaluateReading';
import { invalidReadingReason } from './invalidReadingReason';

/**
 * {@link evaluateReading} for untrusted readings: one that cannot be judged or stored is a failure of its own node and does not
 * affect the others.
 */
export function evaluateReadingSafely(
  input: EvaluationInput,
  logger: LoggerService,
): PolledNode {
  try {
    const polled = evaluateReading(input);
    return {
      ...polled,
      verdict: verdictSchema.parse(polled.verdict),
      sample: isReadSample(input, polled)
        ? polled.sample
        : nodeSampleSchema.optional().parse(polled.sample),
    };
  } catch (error) {
    const reason = invalidReadingReason(error);
    logger.warn(
      `Node ${input.known.node.id}: ${renderEnglish(reason, input.now)}`,
    );
    return evaluateReading({
      ...input,
      reading: { kind: 'failed', reason, answered: true },
    });
  }
}

/** Whether the sample is that of the reading, which has been validated. */
function isReadSample(
  { reading }: EvaluationInput,
  { sample }: PolledNode,
): boolean {
  return reading.kind === 'sample' && reading.sample === sample;
}
