import { resolve, sep } from 'node:path';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { locationSpecToMetadataName } from '@backstage/plugin-catalog-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * References of the catalog's own entities for the configured locations that read a folder.
 *
 * They are computed rather than looked up: while its glob matches nothing, such a location is known to the catalog and
 * found by no query.
 */
export function locationsThatRead(directory: string, config: Config): string[] {
  return (config.getOptionalConfigArray('catalog.locations') ?? [])
    .filter(location => location.getString('type') === 'file')
    .map(location => resolve(location.getString('target')))
    .filter(target => target.startsWith(`${directory}${sep}`))
    .map(
      target =>
        `location:default/${locationSpecToMetadataName({
          type: 'file',
          target,
        })}`,
    );
}

/**
 * Asks the catalog to look at the folder of local repositories now rather than in its next round.
 *
 * Best effort: a failure is only logged, because the catalog comes by anyway.
 */
export async function refreshLocations(
  locations: readonly string[],
  {
    catalog,
    credentials,
    logger,
  }: {
    catalog: CatalogService;
    credentials: BackstageCredentials;
    logger: LoggerService;
  },
): Promise<void> {
  for (const location of locations) {
    await catalog.refreshEntity(location, { credentials }).catch(error => {
      logger.warn(
        `The catalog finds the repository in its next round; it could not be asked to look now: ${error}`,
      );
    });
  }
}
