import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { present } from '../values/present';
import type { Programs, Ran } from './command';
import { renderedSchema, workloadSchema } from './objects';
import type { Rendered, Workload } from './objects';
import type { Reading, Release, Wanted } from './seen';

/** Label of everything that belongs to one node. */
export const nodeLabel = 'ethereum.nodeyard.io/node';

const environmentSchema = z.object({
  namespace: z.string().default('ethereum'),
  kubeContext: z.string().optional(),
});

/** What the files of an environment ask for: helmfile renders them. The cluster is asked for the API server's addresses alone. */
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

  const apiServer = await apiServerOf(environment, programs);
  const helmfile = (...args: string[]) =>
    programs.run('helmfile', [
      ...['--environment', environment, '--quiet'],
      ...(apiServer ? ['--state-values-set', `apiServer=${apiServer}`] : []),
      ...args,
    ]);
  const template = (layer: string) =>
    helmfile('--selector', `layer=${layer}`, 'template', '--skip-deps');
  const readings = await Promise.all([
    template('ethereum'),
    template('infrastructure'),
    helmfile('list', '--output', 'json'),
  ]);
  const [nodes, infrastructure, listed] = readings.map(outputOrNothing);
  const failed = [nodes, infrastructure, listed].find(({ ok }) => !ok);
  if (failed && !failed.ok)
    return {
      ok: false,
      reason: `the environment "${environment}" cannot be rendered: ${failed.reason}`,
    };
  const objects = objectsOf(textOf(nodes));
  const { namespace, kubeContext: context } = told.data;
  return {
    ok: true,
    value: {
      environment,
      namespace,
      context,
      objects,
      workloads: objects.flatMap(asWorkload),
      releases: releasesOf(textOf(listed)),
      beneath: objectsOf(textOf(infrastructure)),
    },
  };
}

/** As deployments do. Empty where the cluster does not say, or where the repository is of before the script. */
async function apiServerOf(
  environment: string,
  programs: Programs,
): Promise<string> {
  const script = 'scripts/operate/api-server.sh';
  const ran = await programs.run(script, [`--environment=${environment}`]);
  return ran.ok && ran.value.code === 0 ? ran.value.out.trim() : '';
}

/** Of a layer that is off, helmfile says that it has no releases, and fails. */
function outputOrNothing(ran: Reading<Ran>): Reading<string> {
  if (!ran.ok) return ran;
  const { code, out, error } = ran.value;
  if (code === 0) return { ok: true, value: out };
  return error.includes('no releases found')
    ? { ok: true, value: '' }
    : { ok: false, reason: complaintOf(error) };
}

function textOf(reading: Reading<string>): string {
  return reading.ok ? reading.value : '';
}

const listedSchema = z.array(
  z.object({
    name: z.string(),
    namespace: z.string(),
    installed: z.boolean(),
    labels: z.string(),
  }),
);

function releasesOf(listed: string): Release[] {
  return listedSchema
    .parse(JSON.parse(listed || '[]'))
    .filter(({ installed }) => installed)
    .map(({ name, namespace, labels }) => ({
      name,
      namespace,
      layer: /(?:^|,)layer:([^,]*)/.exec(labels)?.[1] ?? '',
    }));
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
