import { nearest } from '../request/nearest';
import { isValues } from './setting';
import type { Setting, Values } from './setting';

/** A key that the JSON Schema of a chart does not have. */
interface UnknownKey {
  /** Keys and indexes that lead to it. */
  path: (string | number)[];
  /** Keys that are known at its place, in the schema's order. */
  known: string[];
  /** The known key that was probably meant. */
  nearest?: string;
}

/**
 * Unknown keys of values at every depth, by `values.schema.json` of the chart.
 *
 * Helm's own message has the path and the key; the known keys at that place are added here.
 */
export function findUnknownKeys(schema: Values, values: Values): UnknownKey[] {
  return unknownKeys([schema], values, [], schema);
}

/**
 * Unknown keys of settings, one sentence each: the file and the key as it is written there, and the known key that was probably
 * meant.
 */
export function describeUnknownSettings(
  schema: Values,
  settings: readonly Setting[],
): string[] {
  const sentences = settings.flatMap(({ path, value, layer, at }) =>
    findUnknownKeys(schema, nested(path, value)).map(unknown => {
      const place = [
        ...at.slice(
          0,
          at.length - Math.max(0, path.length - unknown.path.length),
        ),
        ...unknown.path.slice(path.length),
      ];
      return `${layer}: ${describe(place, unknown)}`;
    }),
  );
  return [...new Set(sentences)];
}

function describe(
  place: readonly (string | number)[],
  { known, nearest: meant }: UnknownKey,
): string {
  const key = place
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
  const hint =
    meant === undefined
      ? `Known keys: ${known.join(', ')}.`
      : `Did you mean ${meant}?`;
  return `${key} is not a key of the chart. ${hint}`;
}

function nested(path: readonly string[], value: unknown): Values {
  return path.reduceRight<unknown>(
    (below, key) => ({ [key]: below }),
    value,
  ) as Values;
}

function unknownKeys(
  schemas: readonly Values[],
  value: unknown,
  path: readonly (string | number)[],
  root: Values,
): UnknownKey[] {
  const applied = schemas.flatMap(schema => applicable(schema, root));
  if (Array.isArray(value)) {
    const items = applied.flatMap(({ items: each }) =>
      isValues(each) ? [each] : [],
    );
    return value.flatMap((item, index) =>
      unknownKeys(items, item, [...path, index], root),
    );
  }
  if (!isValues(value)) return [];
  const known = [
    ...new Set(applied.flatMap(({ properties }) => keysOf(properties))),
  ];
  const isClosed = applied.some(
    ({ additionalProperties }) => additionalProperties === false,
  );
  return Object.entries(value).flatMap(([key, below]) => {
    const children = applied.flatMap(schema => childSchemas(schema, key));
    if (children.length > 0) {
      return unknownKeys(children, below, [...path, key], root);
    }
    if (!isClosed || known.includes(key)) return [];
    return [{ path: [...path, key], known, nearest: nearest(key, known) }];
  });
}

/** A schema with all that it refers to or chooses from. */
function applicable(schema: Values, root: Values): Values[] {
  const { $ref: reference } = schema;
  const target =
    typeof reference === 'string'
      ? resolveReference(reference, root)
      : undefined;
  const choices = [schema.allOf, schema.anyOf, schema.oneOf].flatMap(list =>
    Array.isArray(list) ? list.filter(isValues) : [],
  );
  return [
    schema,
    ...[...(target ? [target] : []), ...choices].flatMap(each =>
      applicable(each, root),
    ),
  ];
}

function resolveReference(reference: string, root: Values): Values | undefined {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>(
      (at, key) =>
        isValues(at) && Object.hasOwn(at, key) ? at[key] : undefined,
      root,
    );
  return isValues(found) ? found : undefined;
}

function childSchemas(schema: Values, key: string): Values[] {
  const { properties, patternProperties, additionalProperties } = schema;
  const own =
    isValues(properties) && Object.hasOwn(properties, key)
      ? [properties[key]]
      : [];
  const matching = isValues(patternProperties)
    ? Object.entries(patternProperties).flatMap(([pattern, each]) =>
        new RegExp(pattern, 'u').test(key) ? [each] : [],
      )
    : [];
  const found = [...own, ...matching];
  return (found.length > 0 ? found : [additionalProperties]).filter(isValues);
}

function keysOf(value: unknown): string[] {
  return isValues(value) ? Object.keys(value) : [];
}
