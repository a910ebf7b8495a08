import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { downloadModule, pinnedVersion } from './goModule';
import { keepSchemas, type KindSchema, type Schema } from './schemaStore';

/** Increase it with changes of the written files, so that no checkout keeps outdated ones. */
const FORMAT = 1;

const swaggerSchema = z.object({
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const kindsSchema = z
  .array(z.object({ group: z.string(), version: z.string(), kind: z.string() }))
  .default([]);

/**
 * Location of strict JSON schemas of a Kubernetes version for `kubeconform -schema-location`.
 *
 * They are made from the API description in Kubernetes' own Go module, because kubeconform's default location needs the open
 * internet.
 */
export function kubernetesSchemas(
  root: string,
  version = pinnedVersion(root, 'kubernetes'),
): string {
  return keepSchemas(`${version}-${FORMAT}`, () =>
    schemasOf(readDefinitions(version, root)),
  );
}

function readDefinitions(version: string, cwd: string): Record<string, Schema> {
  const folder = downloadModule(`k8s.io/kubernetes@v${version}`, cwd);
  return swaggerSchema.parse(
    JSON.parse(
      readFileSync(join(folder, 'api/openapi-spec/swagger.json'), 'utf8'),
    ),
  ).definitions;
}

function schemasOf(definitions: Record<string, Schema>): KindSchema[] {
  return Object.entries(definitions).flatMap(([name, definition]) =>
    kindsSchema
      .parse(definition['x-kubernetes-group-version-kind'])
      .map(kind => ({ ...kind, schema: standalone(name, definitions) })),
  );
}

/** A definition with all that it refers to. */
function standalone(name: string, definitions: Record<string, Schema>): Schema {
  const needed: Record<string, Schema> = {};
  const visit = (reference: string) => {
    if (needed[reference]) return;
    needed[reference] = strict(
      reference,
      ensurePresent(definitions[reference]),
    );
    for (const [, next] of JSON.stringify(definitions[reference]).matchAll(
      /"#\/definitions\/([^"]+)"/g,
    )) {
      visit(ensurePresent(next));
    }
  };
  visit(name);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: `#/definitions/${name}`,
    definitions: needed,
  };
}

/** Refuses fields that the definition does not name, and accepts what the API server does: `8080` and `"http"`, `1` and `"1Gi"`. */
function strict(name: string, definition: Schema): Schema {
  if (definition.format === 'int-or-string') {
    return { type: ['string', 'integer'] };
  }
  if (name.endsWith('.api.resource.Quantity')) {
    return { type: ['string', 'number'] };
  }
  if (definition.properties && !definition.additionalProperties) {
    return { ...definition, additionalProperties: false };
  }
  return definition;
}
