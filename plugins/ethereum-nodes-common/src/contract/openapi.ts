import { type ComponentName, nameOf, refTo } from './components';
import { examples } from './examples';
import {
  componentSchemas,
  type JsonSchema,
  parameterSchemas,
} from './jsonSchema';
import { methodOf, paths } from './paths';
import type { RouteName } from './routes';
import { ethereumNodesRoutes } from './routes';

/** @public */
export interface OpenApiParameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

/** @public */
export interface OpenApiResponse {
  description: string;
  content: {
    'application/json': { schema: { $ref: string }; example?: unknown };
  };
}

/** @public */
export interface OpenApiOperation {
  operationId: string;
  description: string;
  security: Array<Record<string, string[]>>;
  parameters: OpenApiParameter[];
  /** A GET has 200, a POST 202. */
  responses: {
    '200'?: OpenApiResponse;
    '202'?: OpenApiResponse;
    default: OpenApiResponse;
  };
}

/** An OpenAPI 3.1 document. @public */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: Record<string, unknown>;
  servers: Array<{ url: string }>;
  paths: Record<
    (typeof paths)[RouteName],
    { get: OpenApiOperation; post?: OpenApiOperation }
  >;
  components: {
    securitySchemes: Record<string, Record<string, string>>;
    schemas: Record<ComponentName, JsonSchema>;
  };
}

function parametersOf(name: RouteName): OpenApiParameter[] {
  const { params, query } = ethereumNodesRoutes[name];
  return (['path', 'query'] as const).flatMap(place => {
    const { properties, required } = parameterSchemas(
      place === 'path' ? params : query,
    );
    return Object.entries(properties).map(
      ([parameter, { description, ...schema }]) => ({
        name: parameter,
        in: place,
        required: required.includes(parameter),
        ...(description !== undefined && { description }),
        schema,
      }),
    );
  });
}

function operationOf(name: RouteName, status: '200' | '202'): OpenApiOperation {
  const { operationId, description, answer } = ethereumNodesRoutes[name];
  return {
    operationId,
    description,
    // The backend's HTTP service authenticates every request first, and accepts more than bearer tokens.
    security: [{}, { JWT: [] }],
    parameters: parametersOf(name),
    responses: {
      [status]: {
        description: answer.description ?? nameOf(answer),
        content: {
          'application/json': {
            schema: { $ref: refTo(nameOf(answer)) },
            example: examples[name],
          },
        },
      },
      default: {
        description: 'An error as @backstage/errors serializes it.',
        content: { 'application/json': { schema: { $ref: refTo('Error') } } },
      },
    },
  };
}

/** Operations by path and method. */
function pathItems(): OpenApiDocument['paths'] {
  const items: Record<string, object> = {};
  for (const name of Object.keys(paths) as RouteName[]) {
    const { method, status } = methodOf(name);
    const path = paths[name];
    items[path] = { ...items[path], [method]: operationOf(name, status) };
  }
  return items as OpenApiDocument['paths'];
}

/**
 * The REST contract of the ethereum-nodes backend, generated from {@link ethereumNodesRoutes}. The backend refuses requests that
 * violate it and serves it at `/openapi.json`.
 *
 * @public
 */
export const ethereumNodesOpenApi: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'ethereum-nodes',
    version: '1',
    description:
      'Ethereum nodes that the caller may see, their health and their history.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0.html',
    },
    contact: {},
  },
  servers: [{ url: '/' }],
  paths: pathItems(),
  components: {
    securitySchemes: {
      JWT: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    },
    schemas: componentSchemas(),
  },
};
