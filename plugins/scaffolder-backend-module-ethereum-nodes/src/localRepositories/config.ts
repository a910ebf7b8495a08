import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { locationsThatRead } from './catalogLocations';

export const DIRECTORY_KEY =
  'scaffolder.ethereumNodes.localRepositories.directory';

/** Where repositories on this machine live, and who in the catalog reads them. */
export interface LocalRepositories {
  directory: string;
  /** References of the catalog's locations that read the folder. */
  locations: string[];
}

/** Undefined where the folder is not configured, as outside of development. */
export function localRepositories(
  config: Config,
): LocalRepositories | undefined {
  const configured = config.getOptionalString(DIRECTORY_KEY);
  if (configured === undefined) return undefined;
  const directory = resolve(configured);
  return { directory, locations: locationsThatRead(directory, config) };
}

/** @throws NotAllowedError if the folder is not configured */
export function allowedRepositories(
  repositories: LocalRepositories | undefined,
): LocalRepositories {
  if (repositories === undefined) {
    throw new NotAllowedError(
      `Repositories on this machine are for development and switched off. Set ${DIRECTORY_KEY} to allow them, or publish to a Git host.`,
    );
  }
  return repositories;
}
