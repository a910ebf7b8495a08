import { z } from 'zod';
import { text } from './scalars';

/** An error as `@backstage/errors` serializes it, with further fields. @public */
export const errorAnswerSchema = z
  .looseObject({ error: z.looseObject({ name: text, message: text }) })
  .describe('An error as @backstage/errors serializes it.');
