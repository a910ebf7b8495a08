import { z } from 'zod';
import { nodeRequestSchema } from './schema';
import type { NodeRequest } from './schema';
import { structureOf } from './structure';

/** A value whose mappings may lack any key, and whose lists may contain unreadable items. */
type Draft<T> = T extends readonly (infer Item)[]
  ? (Draft<Item> | undefined)[]
  : T extends object
  ? { [Key in keyof T]?: Draft<T[Key]> }
  : T;

type Lists = 'environments' | 'nodes';

/**
 * The valid part of a request. The checks beyond the format run on it, so that a request with an invalid key is refused with
 * all of its problems at once.
 */
export type RequestDraft = Draft<Omit<NodeRequest, Lists>> &
  Required<Draft<Pick<NodeRequest, Lists>>>;

export type NodeDraft = RequestDraft['nodes'][number];

/** The part of a value that its schema accepts: invalid keys are absent, invalid items of a list are undefined. */
export function parseDraft(request: unknown): RequestDraft {
  // The schema decides shape and types of the result, which z.infer cannot express for a partial parse.
  const draft = draftOf(nodeRequestSchema, request) as
    | Partial<RequestDraft>
    | undefined;
  return { environments: [], nodes: [], ...draft };
}

function draftOf(schema: z.core.$ZodType, value: unknown): unknown {
  const structure = structureOf(schema);
  if (!structure) return valueOf(schema, value);
  if (structure.isList) {
    return Array.isArray(value)
      ? value.map(item => draftOfMapping(structure.shape, item))
      : undefined;
  }
  return draftOfMapping(structure.shape, value);
}

function draftOfMapping(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  value: unknown,
) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, inner]) => {
      const draft = Object.hasOwn(value, name)
        ? draftOf(inner, Reflect.get(value, name))
        : undefined;
      return draft === undefined ? [] : [[name, draft]];
    }),
  );
}

/** A list of plain values keeps its valid items. */
function valueOf(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map(item => valueOf(schema.element, item));
  }
  const parsed = z.safeParse(schema, value);
  return parsed.success ? parsed.data : undefined;
}
