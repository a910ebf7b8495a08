import Ajv, { type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

/**
 * Validators for what Grafana's foundation SDK has types for, which refuse what those do not name.
 *
 * The SDK has types only; they are generated from Grafana's own schemas, and here become JSON Schema again.
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
    // Any data source's query: the SDK knows only that it is one. Ours are checked by their own type.
    if (type === 'WholeDashboard' && schema.definitions) {
      schema.definitions.Dataquery = {};
    }
    return ajv.compile(schema);
  };
}
