import { z } from 'zod';
import { requestKeys } from './keys';
import { nodeRequestSchema } from './schema';

/** Paths of all keys in a JSON schema, with `[]` for the items of a list. */
function pathsIn(schema: z.core.JSONSchema.BaseSchema, prefix = ''): string[] {
  const items = schema.items;
  if (typeof items === 'object' && !Array.isArray(items)) {
    return pathsIn(items, `${prefix}[]`);
  }
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return typeof property === 'object'
      ? [path, ...pathsIn(property, path)]
      : [path];
  });
}

describe('the keys of a request', () => {
  it('are explained, every one', () => {
    expect(requestKeys.map(key => key.path).sort()).toEqual(
      pathsIn(z.toJSONSchema(nodeRequestSchema)).sort(),
    );
  });

  it('are marked as required where the schema requires them', () => {
    const required = requestKeys
      .filter(key => key.required && !/[.[]/.test(key.path))
      .map(key => key.path);
    expect(required.sort()).toEqual(
      [...(z.toJSONSchema(nodeRequestSchema).required ?? [])].sort(),
    );
  });
});
