import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Programs, Ran } from './command';
import { renderedSchema, workloadSchema } from './objects';
import type { Rendered, Workload } from './objects';
import type { Reading, Release, Wanted } from './seen';

/** Label of everything that belongs to one node. */
export const nodeLabel = 'ethereum.nodeyard.io/node';

/** As scripts/operate/options.sh checks them. */
const name = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const contextName = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,252}$/;

/** By the way that every command of the repository reads them: another YAML parser could find another namespace. */
async function placeIn(
  file: string,
  programs: Programs,
): Promise<Reading<{ namespace: string; context?: string }>> {
  const read =
    '. scripts/operate/yaml.sh && yaml_values "$0" namespace kubeContext';
  const ran = await programs.run('bash', ['-c', read, file]);
  if (!ran.ok) return ran;
  const { code, out, error } = ran.value;
  if (code !== 0) return { ok: false, reason: error.trim() };
  const [namespace = '', context = ''] = out.split('\n');
  if (namespace !== '' && !name.test(namespace))
    return { ok: false, reason: `${file}: namespace ${namespace} is no name` };
  if (context !== '' && !contextName.test(context))
    return { ok: false, reason: `${file}: kubeContext ${context} is no name` };
  return {
    ok: true,
    value: {
      namespace: namespace || 'ethereum',
      ...(context ? { context } : {}),
    },
  };
}

/** What the files of an environment ask for: helmfile renders them. The cluster is asked for the API server's addresses alone. */
export async function readWanted(
  root: string,
  environment: string,
  programs: Programs,
): Promise<Reading<Wanted>> {
  const file = `environments/${environment}.yaml`;
  const isThere =
    name.test(environment) &&
    (await access(join(root, file)).then(
      () => true,
      () => false,
    ));
  if (!isThere)
    return {
      ok: false,
      reason: `there is no environment "${environment}": ${join(
        root,
        file,
      )} cannot be read`,
    };
  const place = await placeIn(file, programs);
  if (!place.ok) return place;

  const apiServer = await apiServerOf(environment, programs);
  const helmfile = (...args: string[]) =>
    programs.run('helmfile', [
      ...['--environment', environment, '--quiet'],
      ...(apiServer ? ['--state-values-set', `apiServer=${apiServer}`] : []),
      ...args,
    ]);
  const template = (selector: string) =>
    helmfile('--selector', selector, 'template', '--skip-deps');
  const readings = await Promise.all([
    template('layer=ethereum'),
    template('layer=infrastructure'),
    // The one release of another layer that is rendered from our own chart.
    template('name=istio-policy'),
    helmfile('list', '--output', 'json'),
  ]);
  const [nodes, infrastructure, policy, listed] = readings.map(outputOrNothing);
  const failed = [nodes, infrastructure, policy, listed].find(({ ok }) => !ok);
  if (failed && !failed.ok)
    return {
      ok: false,
      reason: `the environment "${environment}" cannot be rendered: ${failed.reason}`,
    };
  const objects = objectsOf(textOf(nodes));
  const { namespace, context } = place.value;
  return {
    ok: true,
    value: {
      environment,
      namespace,
      context,
      objects,
      workloads: objects.flatMap(asWorkload),
      releases: releasesOf(textOf(listed)),
      beneath: [infrastructure, policy].flatMap(reading =>
        objectsOf(textOf(reading)),
      ),
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
    .map(({ labels, ...listedAs }) => ({
      name: listedAs.name,
      namespace: listedAs.namespace,
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
