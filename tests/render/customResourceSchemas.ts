import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { KindSchema, Schema } from './schemaStore';

const schemaSchema = z.record(z.string(), z.unknown());
const definitionSchema = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({
        name: z.string(),
        schema: z.object({ openAPIV3Schema: schemaSchema }),
      }),
    ),
  }),
});

/** Strict JSON schemas of the CustomResourceDefinitions in a file: what a cluster that has them accepts. Other objects are left out. */
export function customResourceSchemas(file: string): KindSchema[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map(document => definitionSchema.safeParse(document.toJS()))
    .flatMap(({ data }) => (data ? schemasOf(data) : []));
}

function schemasOf({
  spec: { group, names, versions },
}: z.infer<typeof definitionSchema>): KindSchema[] {
  return versions.map(({ name, schema }) => ({
    group,
    version: name,
    kind: names.kind,
    schema: schemaSchema.parse(strict(withOwn(schema.openAPIV3Schema))),
  }));
}

/** With the fields of every object, which some definitions omit. */
function withOwn(schema: Schema): Schema {
  const own = {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
  };
  const declared = schemaSchema.parse(schema.properties ?? {});
  return { ...schema, properties: { ...own, ...declared } };
}

/** Refuses fields that a schema does not name: the API server would drop them in silence. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== 'object' || value === null) return value;
  const schema: Schema = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, strict(inner)]),
  );
  const names = schema.type === 'object' && schema.properties;
  const open =
    schema.additionalProperties ??
    schema['x-kubernetes-preserve-unknown-fields'];
  return names && !open ? { ...schema, additionalProperties: false } : schema;
}
