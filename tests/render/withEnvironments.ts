import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Values } from './documented';
import { parseManifests, type Manifest } from './manifests';
import { run } from './program';
import { recordedCharts, standIn } from './upstreamCharts';

/** One environment, rendered. */
export interface RenderedEnvironment {
  output: string;
  manifests: Manifest[];
}

/**
 * Renders every layer of environments that are not in the repository, beside those charts of others that stand-ins replace.
 *
 * @throws Error with what helmfile says, when one cannot be rendered
 */
export function renderEnvironments(
  directory: string,
  environments: ReadonlyMap<string, Values>,
): Map<string, RenderedEnvironment> {
  const copy = mkdtempSync(join(tmpdir(), 'environments-'));
  try {
    for (const path of [
      'helmfile.yaml.gotmpl',
      'helmfiles',
      'values',
      'charts',
      'versions.yaml',
    ])
      cpSync(join(directory, path), join(copy, path), { recursive: true });
    for (const [name, chart] of recordedCharts()) standIn(copy, name, chart);
    mkdirSync(join(copy, 'environments'));
    // A chart of another kind of repository is fetched by a hook, which finds the stand-in there.
    mkdirSync(join(copy, 'scripts'));
    writeFileSync(join(copy, 'scripts/vendor-charts.sh'), '#!/bin/sh\n', {
      mode: 0o755,
    });
    for (const [name, values] of environments)
      writeFileSync(
        join(copy, 'environments', `${name}.yaml`),
        stringify(values),
      );
    return new Map(
      [...environments.keys()].map(name => [name, rendered(copy, name)]),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function rendered(directory: string, name: string): RenderedEnvironment {
  const args = ['--quiet', '--environment', name, 'template', '--skip-deps'];
  const outcome = run('helmfile', args, { cwd: directory });
  if (!outcome.ok) throw new Error(`${name}: ${outcome.reason}`);
  return { output: outcome.output, manifests: parseManifests(outcome.output) };
}
