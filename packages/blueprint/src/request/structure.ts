import { z } from 'zod';

/** The keys of a schema that is a mapping or a list of mappings, and whether it is a list. */
export interface Structure {
  shape: Readonly<Record<string, z.core.$ZodType>>;
  isList: boolean;
}

/** @returns undefined for a schema without keys */
export function structureOf(schema: z.core.$ZodType): Structure | undefined {
  const inner = withoutOptional(schema);
  if (inner instanceof z.ZodObject) {
    return { shape: inner.shape, isList: false };
  }
  const items =
    inner instanceof z.ZodArray ? structureOf(inner.element) : undefined;
  return items && { ...items, isList: true };
}

export function isOptional(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodOptional;
}

function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional
    ? withoutOptional(schema.unwrap())
    : schema;
}
