import { z } from 'zod';

/**
 * Lists the parts of a schema that accept unbounded numbers, texts, lists or maps. Tests of schemas for input from outside expect an
 * empty list.
 *
 * @returns paths such as `execution.value.forks[].epoch: number`
 * @public
 */
export function unboundedParts(schema: z.core.$ZodType, path = ''): string[] {
  return partsOf(schema, path, new Set());
}

type SchemaSet = ReadonlySet<z.core.$ZodType>;

function partsOf(
  schema: z.core.$ZodType,
  path: string,
  ancestors: SchemaSet,
): string[] {
  // The depth of a recursive schema is bounded by the parser.
  if (ancestors.has(schema)) {
    return [];
  }
  const visited = new Set([...ancestors, schema]);
  const inner = (part: z.core.$ZodType, step = '') =>
    partsOf(part, `${path}${step}`, visited);
  const unless = (isBounded: boolean, what: string) =>
    isBounded ? [] : [`${path || '.'}: ${what}`];
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'number':
      return unless(isBoundedNumber(schema), 'number');
    case 'bigint':
      return unless(false, 'bigint');
    case 'string':
      return unless(isBoundedText(schema), 'text');
    case 'array':
      return [
        ...unless(isBoundedList(schema), 'list'),
        ...inner(def.element, '[]'),
      ];
    case 'record':
      return [
        ...unless(isBoundedMap(schema), 'map'),
        ...inner(def.keyType, '{key}'),
        ...inner(def.valueType, '{}'),
      ];
    case 'object':
      return [
        ...Object.entries(def.shape).flatMap(([key, value]) =>
          inner(value, path === '' ? key : `.${key}`),
        ),
        // Unknown fields are bounded only if they are dropped or refused.
        ...(def.catchall === undefined || def.catchall._zod.def.type === 'never'
          ? []
          : unless(false, 'unknown fields')),
      ];
    case 'tuple':
      return [
        ...def.items.flatMap((item, place) => inner(item, `[${place}]`)),
        ...(def.rest ? unless(false, 'list') : []),
      ];
    case 'union':
      return def.options.flatMap(option => inner(option));
    case 'intersection':
      return [...inner(def.left), ...inner(def.right)];
    case 'pipe':
      // The input schema decides; after a preprocessing step, the output schema.
      return inner(def.in._zod.def.type === 'transform' ? def.out : def.in);
    case 'lazy':
      return inner(def.getter());
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'success':
    case 'promise':
      return inner(def.innerType);
    case 'any':
    case 'unknown':
    case 'map':
    case 'set':
    case 'custom':
    case 'file':
    case 'function':
      return unless(false, def.type);
    default:
      return [];
  }
}

/** Checks of a schema, including the schema itself if it is a check, e.g. `z.int()`. */
function checksOf(schema: z.core.$ZodType): z.core.$ZodChecks['_zod']['def'][] {
  const { def } = schema._zod;
  const own = 'check' in def ? [def] : [];
  return [...own, ...(def.checks ?? []).map(check => check._zod.def)] as Array<
    z.core.$ZodChecks['_zod']['def']
  >;
}

function isBoundedList(schema: z.core.$ZodType): boolean {
  return checksOf(schema).some(
    ({ check }) => check === 'max_length' || check === 'length_equals',
  );
}

/** An integer check alone is no bound: 2^53 seconds are more than a Date can hold. */
function isBoundedNumber(schema: z.core.$ZodType): boolean {
  const checks = checksOf(schema);
  const isBound = (which: 'less_than' | 'greater_than') =>
    checks.some(check => check.check === which && Number.isFinite(check.value));
  return isBound('less_than') && isBound('greater_than');
}

/** Bounded by a maximum, or by a pattern of the whole text without unbounded repetition. */
function isBoundedText(schema: z.core.$ZodType): boolean {
  return (
    isBoundedList(schema) ||
    checksOf(schema).some(
      check =>
        check.check === 'string_format' &&
        check.pattern !== undefined &&
        isBoundedPattern(check.pattern),
    )
  );
}

function isBoundedPattern({ source, flags }: RegExp): boolean {
  const plain = source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  return (
    /^\^.*\$$/s.test(plain) &&
    !flags.includes('m') &&
    !/[*+]|\{\d+,\}/.test(plain) &&
    !/^\^[^(]*\||\|[^)]*\$$/.test(plain)
  );
}

/** Bounded by the keys of an enumeration, or by `maxProperties` in the metadata, as of `boundedRecord`. */
function isBoundedMap(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodRecord)._zod;
  return (
    def.keyType._zod.def.type === 'enum' ||
    typeof z.globalRegistry.get(schema)?.maxProperties === 'number'
  );
}
