import { parse } from 'yaml';
import { z } from 'zod';
import { documentedKeys } from './keys';
import { nodeRequestSchema } from './schema';

/**
 * The JSON Schema of a request, for editors. Rules of several keys, and of facts, are not part of it: `nodeyard plan` has all.
 *
 * @param patterns - patterns that facts decide, by the path of the key
 */
export function requestJsonSchema(patterns: Readonly<Record<string, string>>) {
  const schema = z.toJSONSchema(nodeRequestSchema, {
    override: ({ zodSchema, jsonSchema }) => {
      const documented = documentedKeys.find(key => key.schema === zodSchema);
      if (!documented) return;
      const { about, example, path } = documented;
      const pattern = patterns[path];
      Object.assign(jsonSchema, {
        description: about,
        examples: [parse(example)],
        ...(pattern !== undefined && { pattern }),
      });
    },
  });
  return { ...schema, title: 'Request of Ethereum nodes (nodeyard.io/v1)' };
}
