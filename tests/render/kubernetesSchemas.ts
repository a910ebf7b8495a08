import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { run } from './program';

type Schema = Record<string, unknown>;

/** Raise it when what is written changes, so that nobody keeps what an older script wrote. */
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
 * They are made once, from the API description in Kubernetes' own Go module, and kept in ~/.cache/nodeyard/schemas, because
 * kubeconform's default location needs the open internet.
 */
export function kubernetesSchemas(root: string): string {
  const version = z
    .object({ kubernetes: z.string() })
    .parse(parse(readFileSync(join(root, 'versions.yaml'), 'utf8'))).kubernetes;
  const folder = join(
    homedir(),
    '.cache',
    'nodeyard',
    'schemas',
    `${version}-${FORMAT}`,
  );
  if (!existsSync(folder)) writeSchemas(readDefinitions(version, root), folder);
  return `${folder}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
}

function readDefinitions(version: string, cwd: string): Record<string, Schema> {
  const module = run(
    'go',
    ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`],
    { cwd },
  );
  if (!module.ok)
    throw new Error(
      `the API description of Kubernetes ${version} cannot be had: ${module.reason}`,
    );
  const { Dir } = z
    .object({ Dir: z.string() })
    .parse(JSON.parse(module.output));
  return swaggerSchema.parse(
    JSON.parse(
      readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8'),
    ),
  ).definitions;
}

/** One file per kind, named as kubeconform asks for it. Appears whole or not at all. */
function writeSchemas(
  definitions: Record<string, Schema>,
  folder: string,
): void {
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of kindsSchema.parse(
      definition['x-kubernetes-group-version-kind'],
    )) {
      const suffix = [group.split('.')[0], version].filter(Boolean).join('-');
      writeFileSync(
        join(partial, `${kind}-${suffix}.json`.toLowerCase()),
        JSON.stringify(standalone(name, definitions)),
      );
    }
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

/** A definition with all that it refers to. */
function standalone(name: string, definitions: Record<string, Schema>): Schema {
  const needed: Record<string, Schema> = {};
  const visit = (reference: string) => {
    if (needed[reference]) return;
    needed[reference] = strict(reference, definitions[reference]);
    for (const [, next] of JSON.stringify(definitions[reference]).matchAll(
      /"#\/definitions\/([^"]+)"/g,
    ))
      visit(next);
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
  if (definition.format === 'int-or-string')
    return { type: ['string', 'integer'] };
  if (name.endsWith('.api.resource.Quantity'))
    return { type: ['string', 'number'] };
  if (definition.properties && !definition.additionalProperties)
    return { ...definition, additionalProperties: false };
  return definition;
}
