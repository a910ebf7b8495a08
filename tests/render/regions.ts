import { ensurePresent } from '../ensurePresent';
import {
  at,
  documentedEnvironments,
  layered,
  pageOf,
  shippedEnvironment,
  type Values,
} from './documented';
import { validate } from './environments';
import type { Manifest } from './manifests';
import { findingOf, type Finding, type Report } from './report';
import { snapshotJobsStream } from './snapshotRuns';
import { renderEnvironments } from './withEnvironments';

const PAGE = 'docs/regions.md';

/** Keys specific to each region, whose values must not occur in the objects of the other one. */
const ofRegion = [
  'kubeContext',
  'snapshotStore url',
  'snapshotStore region',
  'platform observability storage region',
  'platform observability storage buckets loki',
  'platform observability storage buckets mimir',
  'exposure gateway httpRoute hostnames 1',
  ...['set-identifier', 'aws-failover', 'aws-health-check-id'].map(
    name =>
      `exposure gateway httpRoute annotations external-dns.alpha.kubernetes.io/${name}`,
  ),
];

/** Nodes, pools and the gateway. */
const servers = ['StatefulSet', 'Deployment'];

/** Two regions as docs/regions.md has them: is each whole, and is nothing of one in the other? */
export function checkRegions(
  report: Report,
  directory: string,
  schemas: readonly string[],
): void {
  const documented = [...documentedEnvironments(PAGE)];
  const [primary, ofPrimary] = ensurePresent(documented[0]);
  const [secondary, ofSecondary] = ensurePresent(documented[1]);
  const first = layered(shippedEnvironment(primary), ofPrimary);
  const second = layered(first, ofSecondary);
  let rendered: ReturnType<typeof renderEnvironments> = new Map();
  report.check(`regions: ${PAGE} renders`, () => {
    rendered = renderEnvironments(
      directory,
      new Map([
        [primary, first],
        [secondary, second],
      ]),
    );
    return { ok: true, words: [...rendered.keys()].join(', ') };
  });
  const [one, other] = [rendered.get(primary), rendered.get(secondary)];
  if (!one || !other) return;

  for (const [name, { output, manifests }] of rendered) {
    report.check(`regions: ${name}, kubeconform`, () =>
      validate(output + snapshotJobsStream(manifests), schemas, directory),
    );
  }
  report.check('regions: values of one region are not in the other', () =>
    findingOf(
      [
        ...strangers(ofRegion, first, second, other.output),
        ...strangers(ofRegion, second, first, one.output),
      ],
      `${ofRegion.length} values each`,
    ),
  );
  report.check('regions: callers are answered the same', () =>
    compare(
      sharedBetween(one.manifests, first),
      sharedBetween(other.manifests, second),
    ),
  );
  report.check('regions: one takes snapshots, the other restores them', () =>
    findingOf(
      [
        ...takers(other.manifests).map(name => `${secondary}: ${name}`),
        ...(takers(one.manifests).length > 0 ? [] : ['there are none']),
        ...unrestored(other.manifests).map(
          name => `${secondary}: ${name} does not restore`,
        ),
      ],
      `${takers(one.manifests).length} CronJobs in ${primary} alone`,
    ),
  );
}

/** Objects of docs that are no one's to render: those in front of the gateway. */
export function checkDocumentedObjects(
  report: Report,
  directory: string,
  schemas: readonly string[],
): void {
  report.check('regions: the Gateway of docs/certificates.md is one', () => {
    const blocks = pageOf('docs/certificates.md').matchAll(
      /^```yaml\n(apiVersion: .*?)^```$/gms,
    );
    const objects = [...blocks].map(([, object]) => object).join('---\n');
    return validate(objects, schemas, directory);
  });
}

/** Values of one region that are the other's as well, or that its objects name. */
function strangers(
  paths: readonly string[],
  own: Values,
  others: Values,
  rendered: string,
): string[] {
  return paths.flatMap(path => {
    const value = at(own, path);
    if (typeof value !== 'string') return [`${path} is missing`];
    if (value === at(others, path)) return [`${path} is ${value} in both`];
    // A longer name may begin with it.
    const word = new RegExp(
      `(?<![\\w.-])${value.replace(/[.+?$|/]/g, '\\$&')}(?![\\w-])`,
    ).test(rendered);
    return word ? [`${path}: ${value} is in the other region`] : [];
  });
}

/** Settings that answers depend on: facts about the network, methods, images of clients, and the name for callers. */
function sharedBetween(
  manifests: readonly Manifest[],
  values: Values,
): string[] {
  const configs = manifests.flatMap(({ data = {} }) =>
    ['network.json', 'allowed.regex', 'haproxy.cfg'].flatMap(
      file => data[file] ?? [],
    ),
  );
  const serving = manifests.filter(({ kind }) => servers.includes(kind));
  const images = JSON.stringify(serving).match(/"image":"[^"]+"/g) ?? [];
  return [
    ...new Set([
      ...configs,
      ...images.sort(),
      String(at(values, 'exposure gateway httpRoute hostnames 0')),
    ]),
  ];
}

function compare(one: readonly string[], other: readonly string[]): Finding {
  const differing = [
    ...one.filter(text => !other.includes(text)),
    ...other.filter(text => !one.includes(text)),
  ];
  return findingOf(
    differing.map(text => `only one has: ${text.slice(0, 200)}`),
    `${one.length} texts`,
  );
}

function takers(manifests: readonly Manifest[]): string[] {
  return manifests
    .filter(({ kind }) => kind === 'CronJob')
    .map(({ metadata }) => `CronJob ${metadata.name}`);
}

/** Nodes and pools without the init container that restores. */
function unrestored(manifests: readonly Manifest[]): string[] {
  return manifests
    .filter(
      object =>
        servers.includes(object.kind) &&
        JSON.stringify(object).includes('"name":"execution"'),
    )
    .filter(object => !JSON.stringify(object).includes('"--from=latest"'))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}
