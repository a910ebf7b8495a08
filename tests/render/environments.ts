import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LABEL_ROLE } from '../../plugins/ethereum-nodes-common/src/annotations';
import { networkSchema } from '../../packages/ethereum/src/networks/schema';
import { missingForBackstage } from './labels';
import {
  parseManifests,
  workloadsOf,
  type Manifest,
  type Workload,
} from './manifests';
import { plainSecretsOf, plainSecretsOfPod } from './plainSecrets';
import { run } from './program';
import { findingOf, type Finding, type Report } from './report';
import { restrictedViolations } from './restricted';
import {
  checkSnapshotRuns,
  snapshotJobsOf,
  snapshotJobsStream,
} from './snapshotRuns';
import { tokenProblems } from './tokens';

/** Names of a repository's environments: the files of environments/. */
export function environmentsOf(directory: string): string[] {
  return readdirSync(join(directory, 'environments'))
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .sort();
}

/** Renders one environment with `helmfile template`, and checks the result. */
export function checkEnvironment(
  report: Report,
  directory: string,
  environment: string,
  schemas: readonly string[],
): void {
  const helmfile = (...command: string[]) =>
    run('helmfile', ['--quiet', '--environment', environment, ...command], {
      cwd: directory,
    });
  let manifests: Manifest[] = [];
  let rendered = '';

  report.check(`${environment}: helmfile list`, () => {
    const listed = helmfile('list');
    return listed.ok
      ? {
          ok: true,
          words: `${listed.output.trim().split('\n').length - 1} releases`,
        }
      : { ok: false, problems: listed.reason };
  });
  report.check(`${environment}: helmfile template`, () => {
    // The layers beneath are looked at in platform.ts.
    const templated = helmfile('--selector', 'layer=ethereum', 'template');
    if (!templated.ok) return { ok: false, problems: templated.reason };
    rendered = templated.output;
    manifests = parseManifests(rendered);
    return { ok: true, words: `${manifests.length} objects` };
  });
  if (manifests.length === 0) return;

  report.check(`${environment}: kubeconform`, () =>
    validate(rendered + snapshotJobsStream(manifests), schemas, directory),
  );
  report.check(`${environment}: nothing secret is rendered`, () =>
    findingOf(
      manifests
        .filter(({ kind }) => kind === 'Secret')
        .map(({ metadata }) => `Secret ${metadata.name}`),
      'no Secret',
    ),
  );
  report.check(`${environment}: no two objects of one name`, () => {
    const names = manifests.map(
      ({ kind, metadata }) => `${kind} ${metadata.name}`,
    );
    return findingOf(
      [...new Set(names.filter((name, i) => names.indexOf(name) !== i))],
      `${names.length} names`,
    );
  });
  const workloads = [...workloadsOf(manifests), ...snapshotJobsOf(manifests)];
  const perWorkload = (
    findProblems: (workload: (typeof workloads)[number]) => string[],
  ) =>
    workloads.flatMap(workload =>
      findProblems(workload).map(
        problem => `${workload.kind} ${workload.metadata.name}: ${problem}`,
      ),
    );
  report.check(`${environment}: Pod Security restricted`, () =>
    findingOf(
      perWorkload(workload => restrictedViolations(workload.spec.template)),
      `${workloads.length} pods`,
    ),
  );
  report.check(
    `${environment}: no secret in variables, arguments and texts`,
    () =>
      findingOf(
        [
          ...perWorkload(workload => plainSecretsOfPod(workload.spec.template)),
          ...plainSecretsOf(manifests),
        ],
        `${workloads.length} pods`,
      ),
  );
  report.check(`${environment}: tokens of the API server`, () =>
    findingOf(perWorkload(tokenProblems), `${workloads.length} pods`),
  );
  report.check(`${environment}: facts that the sidecar can read`, () =>
    checkFacts(manifests),
  );
  report.check(`${environment}: labels and annotations for Backstage`, () =>
    findingOf(
      perWorkload(workload =>
        isNode(workload) ? missingForBackstage(workload) : [],
      ).map(problem => `${problem} is missing`),
      `${workloads.filter(isNode).length} nodes`,
    ),
  );
  report.check(`${environment}: configurations of snapshot orchestrators`, () =>
    checkSnapshotRuns(manifests),
  );
}

/** Nodes and pools as in Backstage, without their Jobs and gateways. */
function isNode({ kind, metadata }: Workload): boolean {
  const role = metadata.labels?.[LABEL_ROLE] ?? '';
  return (
    ['StatefulSet', 'Deployment'].includes(kind) &&
    !['snapshot', 'gateway'].includes(role)
  );
}

function checkFacts(manifests: readonly Manifest[]): Finding {
  const documents = manifests.flatMap(({ kind, data }) => {
    const facts = kind === 'ConfigMap' ? data?.['network.json'] : undefined;
    return facts === undefined ? [] : [facts];
  });
  const problems = documents.flatMap(facts => {
    const parsed = networkSchema.safeParse(JSON.parse(facts));
    return parsed.success ? [] : [z.prettifyError(parsed.error)];
  });
  return findingOf(problems, `${documents.length} documents`);
}

/** Findings of kubeconform in a rendered stream; a kind without a schema is an error. */
export function validate(
  rendered: string,
  schemas: readonly string[],
  cwd: string,
): Finding {
  const validated = run(
    'kubeconform',
    [
      '-strict',
      '-summary',
      ...schemas.flatMap(location => ['-schema-location', location]),
      '-',
    ],
    { cwd, input: rendered },
  );
  return validated.ok
    ? { ok: true, words: validated.output.trim().replace(/^Summary: /, '') }
    : { ok: false, problems: validated.reason };
}
