import { z } from 'zod';

/** The schemas among what modules export, by name: each must bound what it takes. */
export function schemasIn(...modules: object[]): Array<[string, z.ZodType]> {
  return modules
    .flatMap((module): Array<[string, unknown]> => Object.entries(module))
    .filter(
      (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
    );
}
