import Ajv, { type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

/**
 * Validators for the types of Grafana's foundation SDK, which refuse unknown properties.
 *
 * The SDK consists of types that are generated from Grafana's schemas; they are converted back to JSON Schema.
 */
export function grafanaSchemas(): (type: string) => ValidateFunction {
  const generator = createGenerator({
    path: require.resolve('./grafanaTypes'),
    tsconfig: require.resolve('../../../../tsconfig.json'),
    functions: 'hide',
    skipTypeCheck: true,
    additionalProperties: false,
  });
  const ajv = new Ajv({ strict: false, allErrors: true });
  return type => {
    const schema = generator.createSchema(type);
    // The SDK has an opaque type for queries of data sources. Queries here are checked by their own type.
    if (type === 'WholeDashboard' && schema.definitions) {
      schema.definitions.Dataquery = {};
    }
    return ajv.compile(schema);
  };
}
