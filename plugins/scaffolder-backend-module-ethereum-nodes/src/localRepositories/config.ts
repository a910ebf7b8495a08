import { resolve } from 'node:path';
import type { Config } from '@backstage/config';

export const directoryKey =
  'scaffolder.ethereumNodes.localRepositories.directory';

/** The folder for repositories on this machine; undefined outside of development, where nobody set it. */
export function localRepositoriesDirectory(config: Config): string | undefined {
  const directory = config.getOptionalString(directoryKey);
  return directory === undefined ? undefined : resolve(directory);
}
