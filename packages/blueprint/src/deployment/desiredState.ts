import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { ProcessRunner, ProcessResult } from './processRunner';
import { renderedSchema, workloadSchema } from './objects';
import type { Rendered, Workload } from './objects';
import type { ReadResult, Release, DesiredState } from './state';

/** Label of everything that belongs to one node. */
export const NODE_LABEL = 'ethereum.nodeyard.io/node';

/** As scripts/operate/options.sh checks them. */
const name = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const contextName = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,252}$/;

/** With the same reader as every command of the repository: another YAML parser could find another namespace. */
async function readClusterSettings(
  file: string,
  programs: ProcessRunner,
): Promise<ReadResult<{ namespace: string; context?: string }>> {
  const read =
    '. scripts/operate/yaml.sh && yaml_values "$0" namespace kubeContext';
  const ran = await programs.run('bash', ['-c', read, file]);
  if (!ran.ok) return ran;
  const { code, stdout, stderr } = ran.value;
  if (code !== 0) return { ok: false, reason: stderr.trim() };
  const [namespace = '', context = ''] = stdout.split('\n');
  if (namespace !== '' && !name.test(namespace)) {
    return { ok: false, reason: `${file}: namespace ${namespace} is no name` };
  }
  if (context !== '' && !contextName.test(context)) {
    return { ok: false, reason: `${file}: kubeContext ${context} is no name` };
  }
  return {
    ok: true,
    value: {
      namespace: namespace || 'ethereum',
      ...(context ? { context } : {}),
    },
  };
}

/** The desired state of an environment, rendered by helmfile. The cluster is queried for the API server's addresses only. */
export async function readDesiredState(
  root: string,
  environment: string,
  programs: ProcessRunner,
): Promise<ReadResult<DesiredState>> {
  const file = `environments/${environment}.yaml`;
  const isThere =
    name.test(environment) &&
    (await access(join(root, file)).then(
      () => true,
      () => false,
    ));
  if (!isThere) {
    return {
      ok: false,
      reason: `there is no environment "${environment}": ${join(
        root,
        file,
      )} cannot be read`,
    };
  }
  const place = await readClusterSettings(file, programs);
  if (!place.ok) return place;

  const apiServer = await readApiServer(environment, programs);
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
  const nodes = outputOrEmpty(readings[0]);
  const infrastructure = outputOrEmpty(readings[1]);
  const policy = outputOrEmpty(readings[2]);
  const listed = outputOrEmpty(readings[3]);
  const failed = [nodes, infrastructure, policy, listed].find(({ ok }) => !ok);
  if (failed && !failed.ok) {
    return {
      ok: false,
      reason: `the environment "${environment}" cannot be rendered: ${failed.reason}`,
    };
  }
  const objects = parseObjects(textOf(nodes));
  const { namespace, context } = place.value;
  return {
    ok: true,
    value: {
      environment,
      namespace,
      context,
      objects,
      workloads: objects.flatMap(toWorkload),
      releases: parseReleases(textOf(listed)),
      platformObjects: [infrastructure, policy].flatMap(reading =>
        parseObjects(textOf(reading)),
      ),
    },
  };
}

/** As deployments do. Empty if the cluster does not give it, or if the repository is older than the script. */
async function readApiServer(
  environment: string,
  programs: ProcessRunner,
): Promise<string> {
  const script = 'scripts/operate/api-server.sh';
  const ran = await programs.run(script, [`--environment=${environment}`]);
  return ran.ok && ran.value.code === 0 ? ran.value.stdout.trim() : '';
}

/** For a disabled layer helmfile reports no releases, and fails. */
function outputOrEmpty(ran: ReadResult<ProcessResult>): ReadResult<string> {
  if (!ran.ok) return ran;
  const { code, stdout, stderr } = ran.value;
  if (code === 0) return { ok: true, value: stdout };
  return stderr.includes('no releases found')
    ? { ok: true, value: '' }
    : { ok: false, reason: errorSummary(stderr) };
}

function textOf(reading: ReadResult<string>): string {
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

function parseReleases(listed: string): Release[] {
  return listedSchema
    .parse(JSON.parse(listed || '[]'))
    .filter(({ installed }) => installed)
    .map(({ labels, ...listedAs }) => ({
      name: listedAs.name,
      namespace: listedAs.namespace,
      layer: /(?:^|,)layer:([^,]*)/.exec(labels)?.[1] ?? '',
    }));
}

/** helmfile's error, without the repetition of Helm's output. */
function errorSummary(error: string): string {
  const [complaint = ''] = error.split(/^COMBINED OUTPUT/m);
  return complaint.trim().slice(-800);
}

/** Helm's hooks and tests do not stay in the cluster. */
function parseObjects(manifests: string): Rendered[] {
  return parseAllDocuments(manifests)
    .map(document => renderedSchema.safeParse(document.toJS()))
    .flatMap(({ data }) => (data ? [data] : []))
    .filter(
      ({ metadata }) => metadata.annotations['helm.sh/hook'] === undefined,
    );
}

function toWorkload(object: Rendered): Workload[] {
  const isNode =
    (object.kind === 'StatefulSet' || object.kind === 'Deployment') &&
    object.metadata.labels[NODE_LABEL] !== undefined;
  return isNode ? [workloadSchema.parse(object)] : [];
}
