import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { validate } from './environments';
import { renderEnvironment } from './layers';
import { parseManifests, type Manifest } from './manifests';
import { findingOf, type Finding, type Report } from './report';
import { checkRules, groupsSchema, testTeams, type Groups } from './rules';

/** The only group that is rendered from values. */
const OF_VALUES = 'ethereum-prices';

/** An environment for a cluster that has the Prometheus operator: is everything there once, and do the rules arrive as they are written? */
export function checkMonitoring(
  report: Report,
  directory: string,
  schemas: readonly string[],
): void {
  const rendered = renderEnvironment(directory, {
    network: 'sepolia',
    owner: { team: 'group:default/payments' },
    monitoring: {
      serviceMonitor: { enabled: true },
      rules: { enabled: true },
      dashboards: { enabled: true },
    },
    nodes: Object.fromEntries(
      ['lighthouse', 'lodestar'].map(client => [
        `geth-${client}`,
        {
          execution: { client: 'geth', history: 'pre-prague' },
          consensus: { client },
        },
      ]),
    ),
  });
  if (!rendered.ok) {
    report.check('monitoring: helmfile template', () => ({
      ok: false,
      problems: rendered.reason,
    }));
    return;
  }
  const manifests = parseManifests(rendered.output);
  const rules = manifests.filter(({ kind }) => kind === 'PrometheusRule');

  report.check('monitoring: kubeconform', () =>
    validate(rendered.output, schemas, directory),
  );
  report.check('monitoring: a ServiceMonitor per node, the rules once', () => {
    const monitors = manifests.filter(({ kind }) => kind === 'ServiceMonitor');
    return findingOf(
      [
        ...(monitors.length === 2
          ? []
          : [`${monitors.length} ServiceMonitors`]),
        ...(rules.length === 1 ? [] : [`${rules.length} PrometheusRules`]),
      ],
      '2 and 1',
    );
  });
  report.check('monitoring: the rules arrive as they are written', () =>
    compare(
      rules.flatMap(groupsOf).filter(({ name }) => name !== OF_VALUES),
      writtenGroups(join(directory, 'charts/ethereum-network/files/alerts')),
    ),
  );
  report.check('monitoring: the dashboards arrive as they are built', () =>
    compareDashboards(
      manifests,
      join(directory, 'charts/ethereum-network/files/dashboards'),
    ),
  );
  report.check('monitoring: Prometheus accepts the rules', () =>
    checkRules(rules.flatMap(groupsOf)),
  );
  report.check("monitoring: an alert goes to its node's team", () =>
    testTeams(rules.flatMap(groupsOf)),
  );
}

function groupsOf(manifest: Manifest): Groups {
  return groupsSchema.parse(manifest.spec).groups;
}

function writtenGroups(folder: string): Groups {
  return readdirSync(folder).flatMap(
    file =>
      groupsSchema.parse(parse(readFileSync(join(folder, file), 'utf8')))
        .groups,
  );
}

/** Equal but for the team, which the chart adds. */
function compare(rendered: Groups, written: Groups): Finding {
  const names = new Set([...rendered, ...written].map(({ name }) => name));
  const withoutTeam = (groups: Groups, name: string) =>
    groups
      .filter(group => group.name === name)
      .flatMap(({ rules }) =>
        rules.map(({ labels: { team, ...labels } = {}, ...rule }) => ({
          ...rule,
          labels,
        })),
      );
  return findingOf(
    [...names]
      .filter(
        name =>
          !isDeepStrictEqual(
            withoutTeam(rendered, name),
            withoutTeam(written, name),
          ),
      )
      .map(name => `group ${name} differs`),
    `${names.size} groups`,
  );
}

/** Byte for byte, in one ConfigMap. */
function compareDashboards(
  manifests: readonly Manifest[],
  folder: string,
): Finding {
  const files = readdirSync(folder);
  const rendered = manifests.filter(
    ({ metadata }) => metadata.name === 'ethereum-dashboards',
  );
  return findingOf(
    [
      ...(rendered.length === 1 ? [] : [`${rendered.length} ConfigMaps`]),
      ...files.filter(
        file =>
          rendered[0]?.data?.[file] !==
          readFileSync(join(folder, file), 'utf8'),
      ),
    ],
    `${files.length} dashboards`,
  );
}
