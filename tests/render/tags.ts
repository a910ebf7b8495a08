import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import {
  consensusClients,
  executionClients,
} from '../../packages/ethereum/src/clients/generated';
import { refusedTag } from '../../packages/ethereum/src/clients/refusedTag';
import { compareTags } from '../../packages/ethereum/src/clients/version';
import { run } from './program';
import { findingOf, type Finding, type Report } from './report';

const clients = Object.values({ ...executionClients, ...consensusClients });

/** Tags of every spelling, and tags that name no release; beside them, all that the data speaks of. */
const tags = [
  ...new Set([
    ...[
      '',
      'latest',
      'stable',
      'main-3f2a1bc',
      '1.17',
      'v1.2.3; rm',
      '1.2.3.4',
    ],
    ...[
      'v1.17.9',
      'v1.17.10',
      '1.17.10',
      'v1.17.10-amd64',
      '26.08.0',
      '26.8.0',
    ],
    ...['3.0.0-rc.1', '3.0.0-rc.2', '3.0.0-beta.1', '3.0.0', '3.0.0-rcx'],
    ...['v3.7.1-rc1-amd64', 'multiarch-v26.10.2', 'v999999.0.0', '1000000.0.0'],
    ...clients.flatMap(({ image, minimumTags = {}, refusedTags = [] }) => [
      image.tag,
      ...Object.values(minimumTags),
      ...refusedTags.map(({ tag }) => tag),
    ]),
  ]),
];

const pairs = tags.flatMap(a => tags.map(b => [a, b] as const));
const uses = clients.flatMap(client =>
  client.networks.flatMap(network =>
    tags.map(tag => ({ client, network, tag })),
  ),
);

const renderedSchema = z.object({
  order: z.array(z.string()),
  reasons: z.array(z.string()),
});

/** Compares the verdicts of the chart and of TypeScript, which have separate rules, on the same image tags. */
export function checkTags(report: Report, directory: string): void {
  const rendered = renderedSchema.parse(
    parse(judgedByChart(join(directory, 'charts/ethereum-infrastructure'))),
  );
  report.check('the chart orders image tags as the TypeScript does', () =>
    differences(
      pairs.map(([a, b]) => `${a} beside ${b}`),
      pairs.map(([a, b]) => {
        const order = compareTags(a, b);
        return order === undefined ? '' : String(Math.sign(order));
      }),
      rendered.order,
    ),
  );
  report.check('the chart refuses image tags as the TypeScript does', () =>
    differences(
      uses.map(
        ({ client, network, tag }) => `${client.name} ${tag} on ${network}`,
      ),
      uses.map(
        ({ client, network, tag }) => refusedTag(client, network, tag) ?? '',
      ),
      rendered.reasons,
    ),
  );
}

function differences(
  titles: readonly string[],
  expected: readonly string[],
  rendered: readonly string[],
): Finding {
  return findingOf(
    titles.flatMap((title, at) =>
      expected[at] === rendered[at]
        ? []
        : [
            `${title}: "${rendered[at]}" of the chart, "${expected[at]}" of the TypeScript`,
          ],
    ),
    `${titles.length} compared`,
  );
}

/** A chart with only the rules about tags, which prints their results. */
function judgedByChart(chart: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'tags-'));
  try {
    mkdirSync(join(copy, 'templates'));
    cpSync(
      join(chart, 'templates/_version.tpl'),
      join(copy, 'templates/_version.tpl'),
    );
    writeFileSync(
      join(copy, 'Chart.yaml'),
      stringify({ apiVersion: 'v2', name: 'tags', version: '0.0.0' }),
    );
    writeFileSync(
      join(copy, 'templates/judged.yaml'),
      `order:
{{- range .Values.pairs }}
  - {{ include "ethereum.compareTags" . | quote }}
{{- end }}
reasons:
{{- range .Values.uses }}
  - {{ include "ethereum.tagReason" (dict "facts" .client "network" .network "tag" .tag) | quote }}
{{- end }}
`,
    );
    const templated = run('helm', ['template', '.', '--values', '-'], {
      cwd: copy,
      input: stringify({ pairs, uses }, { aliasDuplicateObjects: false }),
    });
    if (!templated.ok) throw new Error(templated.reason);
    return templated.output;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
