import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import { z } from 'zod';

/** Why a reading can be neither judged nor stored, in one line. */
export function invalidReadingReason(error: unknown): Message {
  const [detail = ''] = (
    error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  ).split('\n');
  return say('unusable', { why: detail.slice(0, 300) });
}
