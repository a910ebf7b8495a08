import { z } from 'zod';

/**
 * Names every part of a schema that takes a number of any size, a text of any length, or a list or map of any length: what
 * tests of schemas for input from outside expect to be nothing.
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
  // One that holds itself is as deep as its text, which is bounded where it is parsed.
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
        // Unknown fields are dropped or refused; where they are kept, whatever they hold is kept.
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
      // What comes in decides; after a preprocessing, what comes out of it.
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

/** What the checks of a schema say, and the schema itself where it is a check, as `z.int()` is. */
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

/** A whole number alone is none: 2^53 seconds are more than a Date can hold. */
function isBoundedNumber(schema: z.core.$ZodType): boolean {
  const checks = checksOf(schema);
  const isBound = (which: 'less_than' | 'greater_than') =>
    checks.some(check => check.check === which && Number.isFinite(check.value));
  return isBound('less_than') && isBound('greater_than');
}

/** By a maximum, or by a pattern of the whole text that repeats nothing for ever. */
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

/** Of an enumeration's keys there are as many as it has; else the map says it in its metadata, as `boundedRecord` does. */
function isBoundedMap(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodRecord)._zod;
  return (
    def.keyType._zod.def.type === 'enum' ||
    typeof z.globalRegistry.get(schema)?.maxProperties === 'number'
  );
}
