import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { present } from '../values/present';
import type { Programs } from './command';
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
    content => environmentSchema.safeParse(present(parse(content) ?? {})),
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
  const ran = await programs.run('helmfile', [
    ...options,
    'template',
    '--skip-deps',
  ]);
  if (!ran.ok || ran.value.code !== 0) {
    const why = ran.ok ? complaintOf(ran.value.error) : ran.reason;
    return {
      ok: false,
      reason: `the environment "${environment}" cannot be rendered: ${why}`,
    };
  }
  const objects = objectsOf(ran.value.out);
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

/** What helmfile says of Helm, without saying it twice. */
function complaintOf(error: string): string {
  const [complaint] = error.split(/^COMBINED OUTPUT/m);
  return complaint.trim().slice(-800);
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
