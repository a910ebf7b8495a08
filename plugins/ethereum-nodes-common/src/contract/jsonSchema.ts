import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { ComponentName } from './components';
import { MAX_TEXT } from './scalars';
import { componentNames, components, refTo } from './components';

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 has it. @public */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A message within messages: zod has it unrolled to its greatest depth, JSON Schema refers to itself. */
const message: JsonSchema = {
  type: 'object',
  description:
    'A code of `fleetMessages` and its parameters: instants in ISO 8601 and UTC, durations in seconds, sizes in bytes; messages within it, six deep at most. A sentence of the same meaning stands beside each message, for readers that do not know its code.',
  additionalProperties: false,
  required: ['code', 'params'],
  properties: {
    code: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' },
    params: {
      type: 'object',
      maxProperties: 12,
      propertyNames: { type: 'string', pattern: '^[a-zA-Z]{1,40}$' },
      additionalProperties: {
        anyOf: [
          { type: 'string', maxLength: 1000 },
          { type: 'number' },
          { $ref: refTo('Message') },
          { type: 'array', maxItems: 100, items: { $ref: refTo('Message') } },
        ],
      },
    },
  },
};

/** Removes patterns of a format, and bounds that only protect parsers. */
function simplify(schema: JsonSchema): void {
  if (schema.format === 'date-time') {
    delete schema.pattern;
    delete schema.maxLength;
  }
  if (schema.maxLength === MAX_TEXT) delete schema.maxLength;
  if (schema.minimum === -Number.MAX_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

const override = ({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: JsonSchema;
}) => {
  if (zodSchema === messageSchema) {
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    Object.assign(jsonSchema, message);
  }
  simplify(jsonSchema);
};

/** The schemas of answers, with references to each other. */
export function componentSchemas(): Record<ComponentName, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const id of componentNames) registry.add(components[id], { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    override,
    uri: refTo,
  });
  const named: Partial<Record<ComponentName, JsonSchema>> = {};
  for (const name of componentNames) {
    const { $schema, $id, ...schema } = schemas[name] ?? {};
    named[name] = schema;
  }
  return named as Record<ComponentName, JsonSchema>;
}

/** Path parameters or a query, without references. */
export function parameterSchemas(object: z.ZodObject): {
  required: readonly string[];
  properties: Record<string, JsonSchema>;
} {
  const { properties = {}, required = [] } = z.toJSONSchema(object, {
    io: 'input',
    override,
  });
  return {
    required,
    properties: properties as Record<string, JsonSchema>,
  };
}
