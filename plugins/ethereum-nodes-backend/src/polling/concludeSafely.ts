import type { LoggerService } from '@backstage/backend-plugin-api';
import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { english, nodeSampleSchema, verdictSchema } from '@nodeyard/ethereum';
import type { PolledNode } from '../store/KnownNode';
import type { ConcludeInput } from './conclude';
import { conclude } from './conclude';
import { unusable } from './unusable';

/**
 * {@link conclude}, whatever a source brought: what cannot be judged, or could not be stored and read again, is held against
 * its own node and no other.
 */
export function concludeSafely(
  input: ConcludeInput,
  logger: LoggerService,
): PolledNode {
  try {
    const polled = conclude(input);
    return {
      ...polled,
      verdict: verdictSchema.parse(polled.verdict),
      sample: nodeSampleSchema.optional().parse(polled.sample),
    };
  } catch (error) {
    const reason = unusable(error);
    logger.warn(
      `Node ${input.known.node.id}: ${english(
        fleetMessages,
        reason,
        input.now,
      )}`,
    );
    return conclude({
      ...input,
      reading: { kind: 'failed', reason, answered: true },
    });
  }
}
