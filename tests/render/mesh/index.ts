import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { validate } from '../environments';
import { parseManifests } from '../manifests';
import { findingOf, type Finding, type Report } from '../report';
import type { UpstreamRelease } from '../upstreamRules';
import { breaks } from './broken';
import { checkConflicts, checkMonitors, checkRelease } from './layer';
import type { Cluster } from './objects';
import { followPath } from './path';
import type { Rendering } from './rendering';

const gateway = {
  hostname: 'rpc.example.org',
  certificate: { secret: 'rpc-tls', issuer: 'letsencrypt' },
  sourceRanges: ['203.0.113.0/24'],
};

/** Checks that a call from outside reaches a pool, and that each missing object is detected. */
export function checkMesh(report: Report, rendering: Rendering): void {
  for (const mode of ['sidecar', 'ambient'] as const) {
    const rendered = renderPath(rendering, mode);
    if (!rendered.ok) {
      report.check(`mesh ${mode}: rendered with a gateway`, () => rendered);
      continue;
    }
    const { cluster, release, output } = rendered;
    report.check(`mesh ${mode}: kubeconform`, () =>
      validate(output, rendering.schemas, rendering.directory),
    );
    report.check(`mesh ${mode}: from a Gateway to a pool`, () => {
      const { steps, problems } = followPath(cluster, release, mode);
      return findingOf(problems, steps.join(' > '));
    });
    report.check(`mesh ${mode}: each missing link shows`, () =>
      checkBreaks(cluster, release, mode),
    );
  }
  report.check('mesh: a way in that leads nowhere is refused', () => {
    writeFileSync(
      join(rendering.directory, 'environments/nowhere.yaml'),
      stringify({
        network: 'hoodi',
        platform: { istio: { enabled: true, gateway } },
      }),
    );
    const rendered = rendering.template('nowhere', 'ethereum');
    return findingOf(
      !rendered.ok && rendered.reason.includes('set exposure.rpc to gateway')
        ? []
        : [rendered.ok ? 'it was rendered' : rendered.reason],
      'with the expected message',
    );
  });
  report.check('mesh: monitors where their kinds are, and after these', () =>
    checkMonitors(rendering),
  );
  report.check('mesh: charts and definitions are of one release', () =>
    checkRelease(rendering),
  );
  report.check('mesh: istiod keeps its webhooks where a cloud edits them', () =>
    checkConflicts(rendering),
  );
}

function renderPath(
  { directory, template, releasesIn }: Rendering,
  mode: 'sidecar' | 'ambient',
):
  | {
      ok: true;
      words: string;
      cluster: Cluster;
      release: UpstreamRelease;
      output: string;
    }
  | { ok: false; problems: string } {
  writeFileSync(
    join(directory, 'environments/path.yaml'),
    stringify({
      namespace: 'ethereum',
      network: 'hoodi',
      exposure: { rpc: 'gateway' },
      platform: {
        infrastructure: {
          enabled: true,
          namespace: { defaultDeny: ['Ingress', 'Egress'] },
        },
        istio: { enabled: true, mode, gateway },
        observability: { enabled: true, profile: 'small' },
      },
      serve: {
        rpc: {
          execution: { client: 'geth', history: 'pre-prague' },
          consensus: { client: 'lighthouse' },
        },
      },
    }),
  );
  const layers = ['infrastructure', 'istio', 'ethereum'].map(layer =>
    template('path', layer),
  );
  const outputs = layers.map(layer => {
    if (!layer.ok) throw new Error(layer.reason);
    return layer.output;
  });
  const output = outputs.join('\n---\n');
  const release = releasesIn(output).find(
    ({ name }) => name === 'istio-gateway',
  );
  return release
    ? {
        ok: true,
        words: '',
        cluster: { namespace: 'ethereum', manifests: parseManifests(output) },
        release,
        output,
      }
    : { ok: false, problems: 'there is no release of istio-gateway' };
}

function checkBreaks(
  cluster: Cluster,
  release: UpstreamRelease,
  mode: 'sidecar' | 'ambient',
): Finding {
  const tried = breaks.filter(
    one => one.mode === undefined || one.mode === mode,
  );
  return findingOf(
    tried.flatMap(({ title, apply }) => {
      const manifests = apply(cluster.manifests);
      if (isDeepStrictEqual(manifests, cluster.manifests)) {
        return [`${title}: nothing was changed`];
      }
      const { problems } = followPath({ ...cluster, manifests }, release, mode);
      return problems.length > 0 ? [] : [`${title}: not noticed`];
    }),
    `${tried.length} links`,
  );
}
