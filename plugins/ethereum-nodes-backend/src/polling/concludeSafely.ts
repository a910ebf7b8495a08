import type { LoggerService } from '@backstage/backend-plugin-api';
import { nodeSampleSchema, verdictSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { PolledNode } from '../store/KnownNode';
import { conclude, ConcludeInput } from './conclude';

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
    const detail =
      error instanceof z.ZodError
        ? z.prettifyError(error).split('\n')[0]
        : String(error);
    const reason = `What was read of the node cannot be used: ${detail}`;
    logger.warn(`Node ${input.known.node.id}: ${reason}`);
    return conclude({
      ...input,
      reading: { kind: 'failed', reason, answered: true },
    });
  }
}
