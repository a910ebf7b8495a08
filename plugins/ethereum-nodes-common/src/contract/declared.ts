import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import { text } from './scalars';

/** @public */
export const declaredEntitySchema = z
  .object({
    entityRef: text,
    title: text,
    ownerRef: text.optional(),
    problem: text
      .optional()
      .describe(
        'The problem of its annotations; absent if it waits to be deployed.',
      ),
    problemCoded: messageSchema.optional(),
  })
  .describe(
    'A catalog entity that is an Ethereum node and that no source reports, or whose URL is refused.',
  );

/** A catalog entity that is an Ethereum node and that no source reports, or whose URL is refused. @public */
export type DeclaredEntity = z.infer<typeof declaredEntitySchema>;

/** @public */
export const declaredEntitiesSchema = z
  .object({
    items: z.array(declaredEntitySchema).max(1000),
    more: z.boolean().describe('Whether there are more than these.'),
  })
  .describe(
    'Entities that are declared and not deployed, and that the caller may see in the catalog.',
  );

/** Entities that are declared and not deployed. @public */
export type DeclaredEntities = z.infer<typeof declaredEntitiesSchema>;
