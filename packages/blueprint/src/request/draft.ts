import { historyModes } from '@nodeyard/ethereum';
import { z } from 'zod';
import { restoreChoices } from './schema';

const text = z.string().optional().catch(undefined);

const nodeDraft = z
  .object({
    execution: text,
    consensus: text,
    history: z.enum(historyModes).optional().catch(undefined),
    storage: z
      .object({
        size: z
          .string()
          .regex(/^[0-9]+Gi$/)
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    restore: z.enum(restoreChoices).optional().catch(undefined),
  })
  // The node itself is not a mapping: the format check says so, and nothing more can be said about its clients.
  .optional()
  .catch(undefined);

const draftSchema = z
  .object({
    network: text,
    environments: z.array(z.string().optional().catch(undefined)).catch([]),
    nodes: z.array(nodeDraft).catch([]),
    serve: z.unknown().optional(),
    snapshots: z.unknown().optional(),
  })
  .catch({
    environments: [],
    nodes: [],
    serve: undefined,
    snapshots: undefined,
  });

/**
 * As much of a request as can be understood, so that its meaning is checked even where its form has faults and
 * people see all problems at once.
 */
export type RequestDraft = z.infer<typeof draftSchema>;
export type NodeDraft = z.infer<typeof nodeDraft>;

/** As much as can be understood of a pair that is asked for elsewhere than among the nodes. */
export function nodeDraftOf(value: unknown): NodeDraft {
  return nodeDraft.parse(value);
}

export function draftOf(request: unknown): RequestDraft {
  return draftSchema.parse(request);
}
