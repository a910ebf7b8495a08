import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Files that helmfile reads, except for environments, and the scripts that it calls during rendering. */
const deployable = [
  'helmfile.yaml.gotmpl',
  'helmfiles',
  'values',
  'charts',
  'versions.yaml',
  'scripts/vendor-charts.sh',
  'scripts/gateway-api.sh',
  'scripts/operate',
];

/** Copies the files that helmfile reads, except for environments, into a folder. */
export function copyDeployable(directory: string, copy: string): void {
  for (const path of deployable) {
    cpSync(join(directory, path), join(copy, path), { recursive: true });
  }
}

/**
 * A copy of what is deployed, for as long as it is used.
 *
 * @param environments - values by name in the place of the repository's own
 */
export function withDeployable<T>(
  directory: string,
  environments: ReadonlyMap<string, unknown> | 'its own',
  use: (copy: string) => T,
): T {
  const copy = mkdtempSync(join(tmpdir(), 'deployable-'));
  try {
    copyDeployable(directory, copy);
    if (environments === 'its own') {
      cpSync(join(directory, 'environments'), join(copy, 'environments'), {
        recursive: true,
      });
    } else {
      mkdirSync(join(copy, 'environments'));
      for (const [name, values] of environments) {
        writeFileSync(
          join(copy, 'environments', `${name}.yaml`),
          stringify(values),
        );
      }
    }
    return use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
