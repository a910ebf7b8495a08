import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { withDeployable } from './deployable';
import { validate } from './environments';
import { parseManifests, workloadsOf, type Manifest } from './manifests';
import { run, type Outcome } from './program';
import { checkMesh } from './mesh';
import { asRead, renderedProblems } from './renderedCharts';
import { checkFaultsFound } from './renderedFaults';
import { findingOf, type Finding, type Report } from './report';
import {
  hasValue,
  isVendored,
  pathsOf,
  recordedCharts,
  standIn,
  valueAt,
  type UpstreamChart,
} from './upstreamCharts';
import {
  checkNoLastingTokens,
  checkTokenFaultsFound,
  tokenProblems,
} from './tokens';
import {
  brokenRules,
  checkRulesRefuse,
  wrongLevels,
  type UpstreamRelease,
} from './upstreamRules';

const ownLayers = ['infrastructure', 'local-registry'];
const foreignLayers = ['istio', 'observability'];
const STANDING = 'charts of others by stand-ins';
const versionsSchema = z.record(z.string(), z.string());

/**
 * Are the layers beneath the nodes what their environments say, and do they set what the charts of others have?
 *
 * Charts of others are replaced by stand-ins, which know the values that were looked up. Where `make vendor-charts` has
 * fetched the charts themselves, they are rendered, too.
 */
export function checkPlatform(
  report: Report,
  directory: string,
  environments: readonly string[],
  schemas: readonly string[],
): void {
  for (const environment of environments) {
    for (const layer of ownLayers) {
      checkOwnLayer(report, directory, environment, layer, schemas);
    }
  }

  const charts = recordedCharts();
  report.check('platform: versions are those that were looked up', () =>
    checkVersions(directory, charts),
  );
  report.check('platform: rules of charts of others', () =>
    checkRulesRefuse(charts),
  );
  report.check('platform: faults in rendered third-party charts', () =>
    checkFaultsFound(),
  );
  report.check('faults in the tokens of pods', () => checkTokenFaultsFound());
  report.check('no Secret with a token that never ends', () =>
    checkNoLastingTokens(),
  );
  withStandIns(directory, charts, copy => {
    for (const environment of environments) {
      for (const layer of foreignLayers) {
        report.check(`${environment}: layer ${layer}, ${STANDING}`, () =>
          checkForeignLayer(copy, environment, layer, charts, schemas),
        );
      }
    }
    checkModes(report, copy, charts, schemas);
    checkMesh(report, {
      directory: copy,
      schemas,
      template: (environment, layer) => template(copy, environment, layer),
      releasesIn: rendered => parseManifests(rendered).flatMap(valuesOf),
    });
  });
  if (![...charts.keys()].every(name => isVendored(directory, name))) return;
  for (const environment of environments) {
    for (const layer of foreignLayers) {
      report.check(
        `${environment}: layer ${layer}, the charts themselves`,
        () => {
          const rendered = template(directory, environment, layer);
          if (!rendered.ok) return { ok: false, problems: rendered.reason };
          const manifests = parseManifests(rendered.output);
          if (manifests.length === 0) {
            return { ok: true, words: 'switched off' };
          }
          const valid = validate(asRead(manifests), schemas, directory);
          if (!valid.ok) return valid;
          const levels = podSecurityOf(directory, environment);
          return findingOf(
            renderedProblems(
              manifests,
              charts,
              levels,
              priorityClasses(directory),
            ),
            `${manifests.length} objects`,
          );
        },
      );
    }
  }
}

function checkOwnLayer(
  report: Report,
  directory: string,
  environment: string,
  layer: string,
  schemas: readonly string[],
): void {
  report.check(`${environment}: layer ${layer}`, () => {
    const rendered = template(directory, environment, layer);
    if (!rendered.ok) return { ok: false, problems: rendered.reason };
    const manifests = parseManifests(rendered.output);
    if (manifests.length === 0) return { ok: true, words: 'switched off' };
    const namespaces = manifests.filter(({ kind }) => kind === 'Namespace');
    const unkept = namespaces.filter(
      ({ metadata }) =>
        metadata.annotations?.['helm.sh/resource-policy'] !== 'keep',
    );
    if (unkept.length > 0) {
      return { ok: false, problems: `not kept: ${namesOf(unkept)}` };
    }
    const tokens = workloadsOf(manifests).flatMap(workload =>
      tokenProblems(workload).map(why => `${workload.metadata.name}: ${why}`),
    );
    if (tokens.length > 0) return { ok: false, problems: tokens.join('\n') };
    return validate(rendered.output, schemas, directory);
  });
}

/** A layer of charts that others made, as it reaches them. */
function checkForeignLayer(
  directory: string,
  environment: string,
  layer: string,
  charts: ReadonlyMap<string, UpstreamChart>,
  schemas: readonly string[],
): Finding {
  const rendered = template(directory, environment, layer);
  if (!rendered.ok) return { ok: false, problems: rendered.reason };
  const valid = validate(rendered.output, schemas, directory);
  if (!valid.ok) return valid;
  const given = parseManifests(rendered.output).flatMap(valuesOf);
  if (given.length === 0 && rendered.output.trim() === '') {
    return { ok: true, words: 'switched off' };
  }
  const paths = given.flatMap(({ name, values }) =>
    pathsOf(values)
      .filter(path => path !== '')
      .map(path => ({ name, path })),
  );
  return findingOf(
    [
      ...paths.flatMap(({ name, path }) => {
        const chart = charts.get(name);
        return chart && hasValue(chart, path)
          ? []
          : [
              `${name} ${chart?.version} was not seen to have ${path}: look it up, then add it to tests/render/upstream/${name}.yaml`,
            ];
      }),
      ...given.flatMap(release => {
        const chart = charts.get(release.name);
        return chart ? brokenRules(chart, release) : [];
      }),
      ...wrongLevels(charts, given, podSecurityOf(directory, environment)),
    ],
    `${paths.length} values that ${given.length} charts have`,
  );
}

/** Levels of the namespaces that an environment brings. */
function podSecurityOf(
  directory: string,
  environment: string,
): Map<string, string> {
  const rendered = template(directory, environment, 'infrastructure');
  if (!rendered.ok) throw new Error(rendered.reason);
  return new Map(
    parseManifests(rendered.output)
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => [
        metadata.name ?? '',
        metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? '',
      ]),
  );
}

/** Settings that no environment of this repository has. */
function checkModes(
  report: Report,
  directory: string,
  charts: ReadonlyMap<string, UpstreamChart>,
  schemas: readonly string[],
): void {
  const trial = (platform: object, layer: string) => {
    const file = join(directory, 'environments/trial.yaml');
    writeFileSync(
      file,
      stringify({
        network: 'hoodi',
        platform: {
          infrastructure: { enabled: true, cluster: { enabled: true } },
          ...platform,
        },
      }),
    );
    return checkForeignLayer(directory, 'trial', layer, charts, schemas);
  };
  const gateway = {
    hostname: 'rpc.example.org',
    certificate: { secret: 'rpc-tls' },
    sourceRanges: ['203.0.113.0/24'],
    routesFrom: ['shop'],
  };
  report.check(`platform: the mesh without sidecars, ${STANDING}`, () =>
    trial({ istio: { enabled: true, mode: 'ambient' } }, 'istio'),
  );
  report.check(`platform: a mesh with a way in, on GKE, ${STANDING}`, () =>
    trial({ istio: { enabled: true, platform: 'gke', gateway } }, 'istio'),
  );
  const storage = {
    region: 'x',
    endpoint: 'https://s3.example.com',
    buckets: { loki: 'a', mimir: 'b' },
    existingSecret: 'c',
    storageClassName: 'fast',
  };
  report.check(`platform: object storage of one's own, ${STANDING}`, () =>
    trial({ observability: { enabled: true, storage } }, 'observability'),
  );
  report.check(`platform: every claim has the storage class, ${STANDING}`, () =>
    checkStorageClass(directory, charts, storage.storageClassName),
  );
  const everything = {
    istio: { enabled: true, gateway },
    observability: { enabled: true, storage },
  };
  for (const layer of foreignLayers) {
    report.check(
      `platform: every pod of ${layer} has its priority, ${STANDING}`,
      () => {
        const found = trial(everything, layer);
        return found.ok ? checkPriority(directory, charts, layer) : found;
      },
    );
  }
  const refused = (title: string, platform: object, words: string) =>
    report.check(`platform: refused: ${title}`, () => {
      const finding = trial(platform, ensurePresent(Object.keys(platform)[0]));
      if (finding.ok) return { ok: false, problems: 'it was rendered' };
      return finding.problems.includes(words)
        ? { ok: true, words: 'with the expected message' }
        : finding;
    });
  refused(
    'a mode that Istio has not',
    { istio: { enabled: true, mode: 'ebpf' } },
    'platform.istio.mode "ebpf" is not known. Choose sidecar or ambient.',
  );
  refused(
    'a platform that Istio has no paths for',
    { istio: { enabled: true, platform: 'eks' } },
    'platform.istio.platform "eks" is not known. Choose one of gke, k3d, k3s, microk8s, minikube, openshift, or remove it',
  );
  for (const [missing, given] of [
    ['hostname', { certificate: { secret: 'a' }, sourceRanges: ['::/0'] }],
    ['certificate.secret', { hostname: 'a.b', sourceRanges: ['::/0'] }],
    ['sourceRanges', { hostname: 'a.b', certificate: { secret: 'a' } }],
  ] as const) {
    refused(
      `a way into the mesh without its ${missing}`,
      { istio: { enabled: true, gateway: given } },
      `platform.istio.gateway.${missing} is missing`,
    );
  }
  refused(
    'a way into the mesh with a key of the chart beneath',
    { istio: { enabled: true, gateway: { ...gateway, name: 'private' } } },
    'platform.istio.gateway.name is not known. Choose hostname, certificate, sourceRanges or routesFrom.',
  );
  refused(
    'logs without a place to keep them',
    { observability: { enabled: true } },
    'platform.observability.storage.region is missing',
  );
  refused(
    'more series than three ingesters hold',
    { observability: { enabled: true, storage, activeSeries: 5000000 } },
    'platform.observability.activeSeries 5000000 is not between 50000 and 1000000.',
  );
  for (const [part, spec, claim] of [
    ['prometheus', 'prometheusSpec', 'storageSpec'],
    ['alertmanager', 'alertmanagerSpec', 'storage'],
  ] as const) {
    refused(
      `a claim of ${part} that is null, which the API server refuses`,
      {
        observability: {
          enabled: true,
          profile: 'small',
          values: {
            'kube-prometheus-stack': {
              [part]: { [spec]: { [claim]: { volumeClaimTemplate: null } } },
            },
          },
        },
      },
      `platform.observability.values.kube-prometheus-stack.${part}.${spec}.${claim}.volumeClaimTemplate is null`,
    );
  }
  refused(
    'alerts with a fallback that is no team',
    {
      observability: {
        enabled: true,
        storage,
        alerts: { secret: 's', fallback: 'b', teams: { a: 'slack' } },
      },
    },
    'platform.observability.alerts.fallback "b" is not one of the teams: a.',
  );
}

/** Of the environment "trial", which has one for all claims of a layer. */
function checkStorageClass(
  directory: string,
  charts: ReadonlyMap<string, UpstreamChart>,
  storageClassName: string,
): Finding {
  const rendered = template(directory, 'trial', 'observability');
  if (!rendered.ok) return { ok: false, problems: rendered.reason };
  const claims = parseManifests(rendered.output)
    .flatMap(valuesOf)
    .flatMap(({ name, values }) =>
      (charts.get(name)?.storageClassAt ?? []).map(path => ({
        claim: `${name} ${path}`,
        found: valueAt(values, path),
      })),
    );
  return findingOf(
    claims
      .filter(({ found }) => found !== storageClassName)
      .map(({ claim, found }) => `${claim} is ${found}`),
    `${claims.length} claims`,
  );
}

/** Priority of monitoring and mesh: a deployed class, above those of all nodes. */
function checkPriority(
  directory: string,
  charts: ReadonlyMap<string, UpstreamChart>,
  layer: string,
): Finding {
  const rendered = template(directory, 'trial', layer);
  if (!rendered.ok) return { ok: false, problems: rendered.reason };
  const classes = priorityClasses(directory);
  const highest = Math.max(
    ...[...classes].flatMap(([name, value]) =>
      name.startsWith('ethereum-') ? [value] : [],
    ),
  );
  const pods = parseManifests(rendered.output)
    .flatMap(valuesOf)
    .flatMap(({ name, values }) =>
      (charts.get(name)?.priorityClassAt ?? []).map(path => ({
        pod: `${name} ${path}`,
        found: String(valueAt(values, path)),
      })),
    );
  return findingOf(
    pods
      .filter(({ found }) => !((classes.get(found) ?? 0) > highest))
      .map(({ pod, found }) => `${pod} is ${found}, not above ${highest}`),
    `${pods.length} places above ${highest}`,
  );
}

const classesSchema = z.object({
  priorityClasses: z.record(z.string(), z.object({ value: z.number() })),
});

/** Values of the PriorityClasses that the platform brings. */
function priorityClasses(directory: string): Map<string, number> {
  const file = join(directory, 'values/platform/cluster.yaml');
  const classes = classesSchema.parse(parse(readFileSync(file, 'utf8')));
  return new Map(
    Object.entries(classes.priorityClasses).map(([name, { value }]) => [
      name,
      value,
    ]),
  );
}

function checkVersions(
  directory: string,
  charts: ReadonlyMap<string, UpstreamChart>,
): Finding {
  const read = (file: string) =>
    parse(readFileSync(join(directory, file), 'utf8'));
  const versions = versionsSchema.parse(read('versions.yaml'));
  const named = Object.keys(read('helmfiles/charts.yaml'));
  const lookedUp = named.flatMap(name => [
    { key: `chart-${name}`, version: charts.get(name)?.version, name },
    // A team's repository has the versions of charts alone.
    ...Object.entries(charts.get(name)?.deploys ?? {})
      .filter(([key]) => key in versions)
      .map(([key, version]) => ({ key, version, name })),
  ]);
  return findingOf(
    lookedUp
      .filter(({ key, version }) => version !== versions[key])
      .map(
        ({ key, version, name }) =>
          `${key}: versions.yaml says ${versions[key]}, tests/render/upstream/${name}.yaml ${version}`,
      ),
    `${named.length} charts`,
  );
}

function template(
  directory: string,
  environment: string,
  layer: string,
): Outcome {
  const args = ['--quiet', '--environment', environment];
  const rendered = run(
    'helmfile',
    [...args, '--selector', `layer=${layer}`, 'template', '--skip-deps'],
    { cwd: directory },
  );
  return !rendered.ok && rendered.reason.includes('no releases found')
    ? { ok: true, output: '' }
    : rendered;
}

/** Values of a stand-in. */
function valuesOf({ metadata, data }: Manifest): UpstreamRelease[] {
  const [, name] = /^stand-in-(.*)$/.exec(metadata.name ?? '') ?? [];
  return name === undefined || data === undefined
    ? []
    : [
        {
          name,
          namespace: metadata.namespace ?? '',
          values: JSON.parse(ensurePresent(data.values)) as unknown,
        },
      ];
}

/** A copy of what is deployed, with a stand-in for each chart of others. */
function withStandIns(
  directory: string,
  charts: ReadonlyMap<string, UpstreamChart>,
  change: (copy: string) => void,
): void {
  withDeployable(directory, 'its own', copy => {
    for (const [name, chart] of charts) standIn(copy, name, chart);
    change(copy);
  });
}

function namesOf(manifests: readonly Manifest[]): string {
  return manifests.map(({ metadata }) => metadata.name).join(', ');
}
