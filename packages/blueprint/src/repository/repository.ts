import type { Plan } from '../plan/plan';
import { blueprintSource } from '../source';
import type { BlueprintSource } from '../source';
import { blueprintFiles } from './blueprintFiles';
import { catalogInfoFile } from './catalogInfo';
import { ciFiles } from './ci/ciFiles';
import { codeOwnersFile } from './codeOwners';
import { environmentFiles } from './environments';
import type { RepositoryFile } from './file';
import { lockFile } from './lock';
import { readmeFile } from './readme';
import { techDocsFiles } from './techDocs';

/**
 * The whole repository of a team, in memory and in the order of its paths. The same plan and the same release give the
 * same bytes on every machine.
 * @public
 */
export async function repositoryFiles(
  plan: Plan,
  source: BlueprintSource = blueprintSource(),
): Promise<RepositoryFile[]> {
  const files = [
    ...(await blueprintFiles(source.root)),
    ...environmentFiles(plan),
    ...ciFiles(plan),
    catalogInfoFile(plan),
    codeOwnersFile(plan.request),
    readmeFile(plan),
    ...techDocsFiles(plan),
  ].sort(byPath);
  return [...files, lockFile(plan.request, files, source.version)].sort(byPath);
}

/** By code units, which no locale changes. */
function byPath(a: RepositoryFile, b: RepositoryFile): number {
  if (a.path === b.path) {
    throw new Error(`Two parts of the blueprint write ${a.path}.`);
  }
  return a.path < b.path ? -1 : 1;
}
