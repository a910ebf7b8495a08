import { z } from 'zod';

/** Why what was read of a node can be neither judged nor stored, in one line. */
export function unusable(error: unknown): string {
  const [detail] = (
    error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  ).split('\n');
  return `What was read of the node cannot be used: ${detail.slice(0, 300)}`;
}
