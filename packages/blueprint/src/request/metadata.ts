import { z } from 'zod';

/** How the form "Create Ethereum Node" asks for a key of the request. */
export interface Question {
  /** Key among the answers of the form. */
  key: string;
  title: string;
  description?: string;
  /** Further keywords of the form, such as `default`, `errorMessage` and `ui:help`. */
  form?: Readonly<Record<string, unknown>>;
}

/** Documentation of a key of the request. */
export interface KeyMetadata {
  about: string;
  /** A value as it is written in YAML. */
  example: string;
  /** Absent where the form does not ask for the key, or asks in terms of its own (`form/choices.ts`). */
  question?: Question;
}

const registry = z.registry<KeyMetadata>();

/** The schema of a key, with its documentation. Must be the outermost call: other methods return schemas without it. */
export function key<T extends z.ZodType>(schema: T, metadata: KeyMetadata): T {
  const documented = schema.clone();
  registry.add(documented, metadata);
  return documented;
}

/** @throws Error if the schema is not made by {@link key} */
export function metadataOf(schema: z.core.$ZodType, path: string): KeyMetadata {
  const metadata = registry.get(schema);
  if (!metadata) {
    throw new Error(
      `The key ${path} of the request has no documentation. Wrap its schema in key().`,
    );
  }
  return metadata;
}
