import { join } from 'node:path';
import { root, valuesIn } from '../integration/deployment';

const shown = ['geth', 'ethereumjs', 'lodestar', 'kubernetes', 'node'];

/** Of the programs of the test, from versions.yaml. */
export async function usedVersions(): Promise<Record<string, string>> {
  const versions = await valuesIn(join(root, 'versions.yaml'));
  return Object.fromEntries(shown.map(name => [name, String(versions[name])]));
}
