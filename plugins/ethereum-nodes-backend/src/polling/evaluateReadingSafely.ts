import type { LoggerService } from '@backstage/backend-plugin-api';
import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { english, nodeSampleSchema, verdictSchema } from '@nodeyard/ethereum';
import type { PolledNode } from '../store/KnownNode';
import type { EvaluationInput } from './evaluateReading';
import { evaluateReading } from './evaluateReading';
import { invalidReadingReason } from './invalidReadingReason';

/**
 * {@link evaluateReading}, whatever a source brought: what cannot be judged, or could not be stored and read again, is held against
 * its own node and no other.
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
      sample: nodeSampleSchema.optional().parse(polled.sample),
    };
  } catch (error) {
    const reason = invalidReadingReason(error);
    logger.warn(
      `Node ${input.known.node.id}: ${english(
        fleetMessages,
        reason,
        input.now,
      )}`,
    );
    return evaluateReading({
      ...input,
      reading: { kind: 'failed', reason, answered: true },
    });
  }
}
