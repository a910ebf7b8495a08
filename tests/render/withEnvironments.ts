import { withDeployable } from './deployable';
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
 * @throws Error with the message of helmfile, if one cannot be rendered
 */
export function renderEnvironments(
  directory: string,
  environments: ReadonlyMap<string, Values>,
): Map<string, RenderedEnvironment> {
  return withDeployable(directory, environments, copy => {
    for (const [name, chart] of recordedCharts()) standIn(copy, name, chart);
    return new Map(
      [...environments.keys()].map(name => [name, rendered(copy, name)]),
    );
  });
}

function rendered(directory: string, name: string): RenderedEnvironment {
  const args = ['--quiet', '--environment', name, 'template', '--skip-deps'];
  const outcome = run('helmfile', args, { cwd: directory });
  if (!outcome.ok) throw new Error(`${name}: ${outcome.reason}`);
  return { output: outcome.output, manifests: parseManifests(outcome.output) };
}
