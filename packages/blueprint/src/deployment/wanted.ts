import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Programs } from './command';
import { outputOf } from './command';
import { renderedSchema, workloadSchema } from './objects';
import type { Rendered, Workload } from './objects';
import type { Reading, Wanted } from './seen';

/** Label of everything that belongs to one node. */
export const nodeLabel = 'ethereum.nodeyard.io/node';

const environmentSchema = z.object({
  namespace: z.string().default('ethereum'),
  kubeContext: z.string().optional(),
});

/** What the files of an environment ask for: helmfile renders them; no cluster is asked. */
export async function readWanted(
  root: string,
  environment: string,
  programs: Programs,
): Promise<Reading<Wanted>> {
  const file = join(root, 'environments', `${environment}.yaml`);
  const told = await readFile(file, 'utf8').then(
    content => environmentSchema.safeParse(parse(content)),
    () => undefined,
  );
  if (!told)
    return {
      ok: false,
      reason: `there is no environment "${environment}": ${file} cannot be read`,
    };
  if (!told.success)
    return { ok: false, reason: `${file}: ${z.prettifyError(told.error)}` };

  const options = [
    '--environment',
    environment,
    '--selector',
    'layer=ethereum',
    '--quiet',
  ];
  const rendered = outputOf(
    await programs.run('helmfile', [...options, 'template', '--skip-deps']),
  );
  if (!rendered.ok)
    return {
      ok: false,
      reason: `the environment "${environment}" cannot be rendered: ${rendered.reason}`,
    };
  const objects = objectsOf(rendered.value);
  const { namespace, kubeContext: context } = told.data;
  return {
    ok: true,
    value: {
      environment,
      namespace,
      context,
      objects,
      workloads: objects.flatMap(asWorkload),
    },
  };
}

/** Helm's hooks and tests are no part of what stays in the cluster. */
function objectsOf(manifests: string): Rendered[] {
  return parseAllDocuments(manifests)
    .map(document => renderedSchema.safeParse(document.toJS()))
    .flatMap(({ data }) => (data ? [data] : []))
    .filter(
      ({ metadata }) => metadata.annotations['helm.sh/hook'] === undefined,
    );
}

function asWorkload(object: Rendered): Workload[] {
  const isNode =
    (object.kind === 'StatefulSet' || object.kind === 'Deployment') &&
    object.metadata.labels[nodeLabel] !== undefined;
  return isNode ? [workloadSchema.parse(object)] : [];
}
