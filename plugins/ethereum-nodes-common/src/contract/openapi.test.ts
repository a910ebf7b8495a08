import { failureReasons, nodeStates, unboundedParts } from '@nodeyard/ethereum';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { componentNames, components } from './components';
import { examples } from './examples';
import type { JsonSchema } from './jsonSchema';
import { ethereumNodesOpenApi } from './openapi';
import { methodOf, paths } from './paths';
import type { RouteName } from './routes';
import { ethereumNodesRoutes } from './routes';

const routeNames = Object.keys(paths) as RouteName[];
const { schemas } = ethereumNodesOpenApi.components;

const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
ajv.addSchema({ $id: 'spec', ...ethereumNodesOpenApi });

/** Every schema within the document, with the pointer to it. */
function* schemasWithin(
  value: unknown,
  pointer = '',
): Generator<[string, JsonSchema]> {
  if (typeof value !== 'object' || value === null) return;
  // Objects that are no schema lack the fields that the tests look for.
  if (!Array.isArray(value)) yield [pointer, value as JsonSchema];
  for (const [key, inner] of Object.entries(value)) {
    yield* schemasWithin(inner, `${pointer}/${key}`);
  }
}

describe('the OpenAPI document', () => {
  it('has an operation for each route, with its parameters', () => {
    expect(Object.keys(ethereumNodesOpenApi.paths)).toEqual([
      ...new Set(Object.values(paths)),
    ]);
    expect(
      Object.keys(ethereumNodesOpenApi.paths['/nodes/{id}/snapshots']),
    ).toEqual(['get', 'post']);
    const parametersOf = (path: (typeof paths)[RouteName]) =>
      ethereumNodesOpenApi.paths[path].get.parameters.map(
        ({ name, in: place, required }) => [place, name, required],
      );
    expect(parametersOf('/nodes/{id}/timeline')).toEqual([
      ['path', 'id', true],
      ['query', 'cursor', false],
      ['query', 'limit', false],
    ]);
  });

  it('refers only to schemas that it has', () => {
    const references = [...schemasWithin(ethereumNodesOpenApi)].flatMap(
      ([, { $ref }]) => $ref ?? [],
    );
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const name = reference.replace('#/components/schemas/', '');
      expect(componentNames).toContain(name);
    }
  });

  it('has the node states in the order of severity, and the reasons of failed probes', () => {
    expect(schemas.NodeState).toMatchObject({ enum: nodeStates });
    expect(JSON.stringify(schemas.NodeSample)).toContain(
      JSON.stringify(failureReasons),
    );
  });

  it('has the types and the units of a verdict and of a sample', () => {
    expect(schemas.Verdict.properties).toMatchObject({
      since: { type: 'number', description: 'Milliseconds since the epoch.' },
      evidence: {
        additionalProperties: false,
        properties: { headNumber: { type: 'integer' } },
      },
    });
    expect(schemas.ExecutionSample).toMatchObject({
      properties: { syncing: { anyOf: expect.any(Array) } },
    });
  });

  it('has a row in docs/upgrading.md for each deprecated field', () => {
    /* eslint-disable-next-line no-restricted-syntax -- tests run from the source only */
    const file = resolve(__dirname, '../../../../docs/upgrading.md');
    const upgrading = readFileSync(file, 'utf8');
    const deprecated = [...schemasWithin(schemas)].flatMap(
      ([pointer, { deprecated: isDeprecated }]) =>
        isDeprecated ? pointer.split('/').slice(-1) : [],
    );
    expect(deprecated).toContain('forkNotReady');
    for (const field of deprecated) {
      expect(upgrading).toMatch(new RegExp(`^\\|.*\\| \`"${field}"\``, 'm'));
    }
  });
});

describe.each(routeNames)('the recorded answer of %s', name => {
  it('is one of its schema', () => {
    const { answer } = ethereumNodesRoutes[name];
    expect(answer.parse(examples[name])).toEqual(examples[name]);
  });

  it('is valid by the OpenAPI document, and with another field is not', () => {
    const { method, status } = methodOf(name);
    const { responses } = ethereumNodesOpenApi.paths[paths[name]][method] ?? {};
    const response = responses?.[status];
    const { $ref } = response?.content['application/json'].schema ?? {};
    const validate = (body: unknown) => {
      const valid = ajv.validate({ $ref: `spec${$ref}` }, body);
      return { valid, errors: ajv.errors };
    };
    expect(validate(examples[name])).toEqual({ valid: true, errors: null });
    expect(validate({ ...Object(examples[name]), more: {} }).valid).toBe(false);
  });
});

describe('the schemas of the contract', () => {
  const requests = Object.entries(ethereumNodesRoutes).flatMap(
    ([name, { params, query }]): Array<[string, z.ZodType]> => [
      [`params of ${name}`, params],
      [`query of ${name}`, query],
    ],
  );
  const answers = Object.entries(components).filter(
    // Errors keep what they have besides name and message.
    ([name]) => name !== 'Error',
  );

  it.each([...requests, ...answers])(
    'bound every number, text, list and map: %s',
    (_, schema) => {
      expect(unboundedParts(schema)).toEqual([]);
    },
  );
});
