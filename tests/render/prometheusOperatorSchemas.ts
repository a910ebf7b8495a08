import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { downloadModule, pinnedVersion } from './goModule';
import { keepSchemas, type KindSchema, type Schema } from './schemaStore';

/** Raise it when what is written changes, so that nobody keeps what an older script wrote. */
const FORMAT = 1;

const schemaSchema = z.record(z.string(), z.unknown());
const definitionSchema = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({
        name: z.string(),
        schema: z.object({ openAPIV3Schema: schemaSchema }),
      }),
    ),
  }),
});

/**
 * Location of strict JSON schemas of ServiceMonitor, PrometheusRule and their kin for `kubeconform -schema-location`.
 *
 * They are made from the CustomResourceDefinitions in the Prometheus operator's own Go module: what a cluster with that
 * operator accepts.
 */
export function prometheusOperatorSchemas(root: string): string {
  const version = pinnedVersion(root, 'prometheus-operator');
  return keepSchemas(`prometheus-operator-${version}-${FORMAT}`, () => {
    const module = downloadModule(
      `github.com/prometheus-operator/prometheus-operator@v${version}`,
      root,
    );
    const folder = join(module, 'example/prometheus-operator-crd');
    return readdirSync(folder).flatMap(file =>
      schemasOf(parse(readFileSync(join(folder, file), 'utf8'))),
    );
  });
}

function schemasOf(definition: unknown): KindSchema[] {
  const { group, names, versions } = definitionSchema.parse(definition).spec;
  return versions.map(({ name, schema }) => ({
    group,
    version: name,
    kind: names.kind,
    schema: schemaSchema.parse(strict(schema.openAPIV3Schema)),
  }));
}

/** Refuses fields that a schema does not name: the API server would drop them in silence. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== 'object' || value === null) return value;
  const schema: Schema = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, strict(inner)]),
  );
  const names = schema.type === 'object' && schema.properties;
  const open =
    schema.additionalProperties ??
    schema['x-kubernetes-preserve-unknown-fields'];
  return names && !open ? { ...schema, additionalProperties: false } : schema;
}
