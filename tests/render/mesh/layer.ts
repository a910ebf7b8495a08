import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';
import { parseManifests } from '../manifests';
import { run } from '../program';
import { findingOf, type Finding } from '../report';
import type { Rendering } from './rendering';

const releasesSchema = z.object({
  releases: z.array(
    z.looseObject({
      name: z.string(),
      forceConflicts: z.boolean().optional(),
    }),
  ),
});

/**
 * Helm 4 refuses an upgrade whose fields another manager has set: seen with `namespaceSelector` of the sidecar injector, which the
 * Admissions Enforcer of AKS edits (aws-observability/helm-charts pull request 350 has its message), and with the image of a
 * workload that was set by hand.
 */
export function checkConflicts({ directory }: Rendering): Finding {
  const built = run(
    'helmfile',
    [
      ...['--quiet', '--environment', 'path'],
      ...['--selector', 'layer=istio'],
      'build',
    ],
    { cwd: directory },
  );
  if (!built.ok) return { ok: false, problems: built.reason };
  const releases = built.output
    .split(/^---$/m)
    .map(text => releasesSchema.safeParse(parse(text)))
    .flatMap(({ data }) => data?.releases ?? []);
  const without = releases.filter(
    ({ forceConflicts }) => forceConflicts !== true,
  );
  return findingOf(
    releases.length === 0
      ? ['the layer has no releases']
      : without.map(({ name }) => `${name} has no forceConflicts`),
    'forceConflicts',
  );
}

/** A monitor cannot be applied before the Prometheus operator's definitions, which kube-prometheus-stack brings. */
export function checkMonitors({ directory, template }: Rendering): Finding {
  writeFileSync(
    join(directory, 'environments/unwatched.yaml'),
    stringify({ network: 'hoodi', platform: { istio: { enabled: true } } }),
  );
  const unwatched = template('unwatched', 'istio');
  const watched = template('path', 'istio');
  if (!unwatched.ok) return { ok: false, problems: unwatched.reason };
  if (!watched.ok) return { ok: false, problems: watched.reason };
  const monitors = (rendered: string) =>
    parseManifests(rendered).filter(({ kind }) => kind.endsWith('Monitor'));
  const order = /range list (.*) \}\}/.exec(
    readFileSync(join(directory, 'helmfile.yaml.gotmpl'), 'utf8'),
  )?.[1];
  return findingOf(
    [
      ...monitors(unwatched.output).map(
        ({ kind, metadata }) => `${kind} ${metadata.name} without the operator`,
      ),
      ...(monitors(watched.output).length === 4
        ? []
        : ['not istiod, proxies, ztunnel and istio-cni are watched']),
      ...(order?.includes('"observability" "istio"')
        ? []
        : [`the layers are in the order ${order}`]),
    ],
    '4 monitors',
  );
}

const istioCharts = [
  'istio-base',
  'istiod',
  'istio-cni',
  'ztunnel',
  'istio-gateway',
];

/**
 * Istio's proxies follow istiod of their own release, and objects are checked against the definitions of that release. The old places
 * of charts close in December 2026 (istio.io, upgrade notes of 1.31.0).
 */
export function checkRelease({ directory }: Rendering): Finding {
  const texts = (file: string) =>
    z
      .record(z.string(), z.string())
      .parse(parse(readFileSync(join(directory, file), 'utf8')));
  const versions = texts('versions.yaml');
  const addresses = texts('helmfiles/charts.yaml');
  // A team's repository has no versions but those that it deploys.
  const definitions = ensurePresent(
    versions['istio-api'] ?? versions['chart-istiod'],
  );
  return findingOf(
    [
      ...istioCharts
        .filter(name => versions[`chart-${name}`] !== definitions)
        .map(
          name =>
            `chart-${name} is ${
              versions[`chart-${name}`]
            }, and istio-api ${definitions}`,
        ),
      ...istioCharts
        .filter(name =>
          /gcr\.io\/istio-|registry\.istio\.io/.test(
            ensurePresent(addresses[name]),
          ),
        )
        .map(name => `${name} is fetched from ${addresses[name]}`),
    ],
    definitions,
  );
}
