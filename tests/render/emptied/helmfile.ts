import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';
import { copyDeployable } from '../deployable';
import type { Outcome } from '../program';
import { recordedCharts, standIn } from '../upstreamCharts';
import { start } from './pool';
import type { Layer } from './subjects';

const releaseSchema = z.looseObject({
  chart: z.string(),
  values: z.array(z.unknown()).default([]),
});
const stateSchema = z.looseObject({
  releases: z.array(releaseSchema.extend({ name: z.string() })).default([]),
});

/** A copy of what is deployed, with stand-ins for the charts of others. */
export function copyOf(directory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'emptied-'));
  copyDeployable(directory, copy);
  mkdirSync(join(copy, 'environments'));
  for (const [name, chart] of recordedCharts()) standIn(copy, name, chart);
  return copy;
}

/**
 * What a helmfile makes of an environment: its releases, each with the values that Helm gets. The values that helmfile itself
 * was given stand at the end, and say no more than the file.
 */
export async function build(copy: string, layer: Layer): Promise<Outcome> {
  const file = join(copy, 'helmfiles', layer, 'helmfile.yaml.gotmpl');
  const built = await start(
    'helmfile',
    ['--quiet', '--file', file, '--environment', 'trial', 'build'],
    dirname(file),
  );
  const stripRenderedValues = (text: string) =>
    ensurePresent(text.split(/^renderedvalues:/m)[0]);
  if (built.ok) return { ok: true, output: stripRenderedValues(built.output) };
  // A layer that is switched off.
  if (built.reason.includes('err: no releases found')) {
    return { ok: true, output: stripRenderedValues(built.reason) };
  }
  return { ok: false, reason: built.reason.replaceAll(copy, '') };
}

/** Values of each release, as JSON. */
export function releasesOf(outcome: Outcome): Map<string, string> {
  if (!outcome.ok) return new Map();
  return new Map(
    parseAllDocuments(outcome.output)
      .flatMap(document => stateSchema.parse(document.toJS() ?? {}).releases)
      .filter(({ chart }) => chart.startsWith('../../charts/'))
      .map(release => [
        release.name,
        JSON.stringify({ chart: release.chart, values: release.values }),
      ]),
  );
}

/** Renders a release as helmfile has Helm do it: each of its values is a file, or is written to one. */
export function renderRelease(
  copy: string,
  name: string,
  release: string,
): Promise<Outcome> {
  const { chart, values } = releaseSchema.parse(JSON.parse(release));
  const folder = mkdtempSync(join(copy, 'release-'));
  const files = values.map((layer, i) => {
    if (typeof layer === 'string') return layer;
    const file = join(folder, `${i}.yaml`);
    writeFileSync(file, stringify(layer));
    return file;
  });
  return start(
    'helm',
    ['template', name, chart, ...files.flatMap(file => ['--values', file])],
    join(copy, 'helmfiles/ethereum'),
  );
}
