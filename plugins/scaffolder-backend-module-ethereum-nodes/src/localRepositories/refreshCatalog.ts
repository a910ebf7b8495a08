import { sep } from 'node:path';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Asks the catalog to look at the folder of local repositories now rather than in its next round.
 *
 * Only a courtesy: what fails here is told and nothing more, because the catalog comes by anyway.
 */
export async function refreshCatalog(
  catalog: CatalogService,
  directory: string,
  credentials: BackstageCredentials,
  logger: LoggerService,
): Promise<void> {
  try {
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Location', 'spec.type': 'file' },
        fields: ['kind', 'metadata', 'spec'],
      },
      { credentials },
    );
    const locations = items.filter(({ spec }) =>
      String(spec?.target).startsWith(`${directory}${sep}`),
    );
    if (locations.length === 0) {
      logger.warn(
        `No catalog location reads ${directory}. Add one of type file with the target ${directory}${sep}*${sep}catalog-info.yaml.`,
      );
    }
    for (const location of locations) {
      await catalog.refreshEntity(stringifyEntityRef(location), {
        credentials,
      });
    }
  } catch (error) {
    logger.warn(
      `The catalog will find the repository in its next round; it could not be asked to look now: ${error}`,
    );
  }
}
