import { z } from 'zod';
import { text } from '../health/bounds';

const pattern = z
  .string()
  .max(500)
  .refine(source => {
    try {
      return Boolean(new RegExp(source));
    } catch {
      return false;
    }
  }, 'expected a regular expression');

/** `files/stores/url.yaml` of the chart. */
export const storeUrlSchema = z.strictObject({
  name: text,
  longest: z.number().int().min(100).max(1000),
  pattern,
  mounted: pattern,
});
