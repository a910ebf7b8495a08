import type { z } from 'zod';
import { metadataOf } from './metadata';
import type { Question } from './metadata';
import { nodeRequestSchema } from './schema';
import { isOptional, structureOf } from './structure';

/**
 * Documentation of one key of a request.
 * @public
 */
export interface RequestKey {
  /** `nodes[].history` for a key of a list's items. */
  path: string;
  required: boolean;
  about: string;
  /** A value as it is written in YAML. */
  example: string;
}

interface DocumentedKey extends RequestKey {
  schema: z.core.$ZodType;
  question?: Question;
}

/** Every key with its schema, in the order of the schema. */
export const documentedKeys: readonly DocumentedKey[] =
  keysOf(nodeRequestSchema);

/**
 * Every key of a request, in the order of the schema, from which it is derived. `nodeyard explain`, refusals and the page of
 * the scaffolder action show these sentences.
 * @public
 */
export const requestKeys: readonly RequestKey[] = documentedKeys.map(
  ({ path, required, about, example }) => ({ path, required, about, example }),
);

function keysOf(schema: z.core.$ZodType, parent = ''): DocumentedKey[] {
  const structure = structureOf(schema);
  if (!structure) return [];
  const prefix = `${parent}${structure.isList ? '[]' : ''}`;
  return Object.entries(structure.shape).flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const documented = {
      ...metadataOf(inner, path),
      path,
      required: !isOptional(inner),
      schema: inner,
    };
    return [documented, ...keysOf(inner, path)];
  });
}

/** The documentation of the key at a path such as `nodes[0].history`. @internal */
export function requestKey(path: string): RequestKey | undefined {
  const pattern = path.replace(/\[\d+\]/g, '[]');
  return requestKeys.find(key => key.path === pattern);
}

/** Names of the keys one level below a path. @internal */
export function keysBelow(path: string): string[] {
  const pattern = path.replace(/\[\d+\]/g, '[]');
  const prefix = pattern === '' ? '' : `${pattern}.`;
  return requestKeys
    .map(key => key.path)
    .filter(known => known.startsWith(prefix))
    .map(known => known.slice(prefix.length))
    .filter(rest => rest !== '' && !/[.[]/.test(rest));
}
