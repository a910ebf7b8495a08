import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  DiscoveredPlace,
  Discovery,
  EthereumNodeSource,
  NodeInventoryChange,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { ChangeAnnouncer } from '../ChangeAnnouncer';
import type { NodeInventory } from '../store/NodeInventory';
import { renderEnglish } from '../renderEnglish';

export interface DiscoverDeps {
  sources: readonly EthereumNodeSource[];
  inventory: NodeInventory;
  announcer: ChangeAnnouncer;
  logger: LoggerService;
  now: () => number;
}

/**
 * Discovers the nodes of every source and stores them. A place whose discovery fails keeps its nodes.
 * @returns nodes that appeared, changed and disappeared
 */
export async function discover(
  deps: DiscoverDeps,
  signal: AbortSignal,
): Promise<NodeInventoryChange[]> {
  const { sources, inventory, announcer } = deps;
  const changed = await Promise.all(
    sources.map(source => discoverSource(deps, source, signal)),
  );
  changed.push(
    await inventory.deleteOtherSources(sources.map(({ name }) => name)),
  );
  const changes = changed.flat();
  await announcer.announce(changes.map(({ node }) => node.id));
  await announcer.announceInventory(changes);
  return changes;
}

async function discoverSource(
  deps: DiscoverDeps,
  source: EthereumNodeSource,
  signal: AbortSignal,
): Promise<NodeInventoryChange[]> {
  const { inventory, logger } = deps;
  const discovery = await discoverSafely(source, signal, logger);
  // Aborted by a shutdown, which is not a failure of the clusters.
  if (signal.aborted) return [];
  const changed: NodeInventoryChange[] = [];
  for (const place of discovery.places) {
    if (place.status !== 'ok') {
      logger.warn(
        `Cluster ${place.cluster}: ${renderEnglish(place.error, deps.now())}`,
      );
    }
    changed.push(...(await savePlaceSafely(deps, source.name, place)));
  }
  if (discovery.complete) {
    const clusters = discovery.places.flatMap(({ cluster }) =>
      cluster === undefined ? [] : [cluster],
    );
    changed.push(
      ...(await inventory.deleteOtherClusters(source.name, clusters)),
    );
  }
  return changed;
}

/** A place that the database refuses must not affect the others. */
async function savePlaceSafely(
  { inventory, logger, now }: DiscoverDeps,
  source: string,
  place: DiscoveredPlace,
): Promise<NodeInventoryChange[]> {
  const { cluster } = place;
  try {
    return await inventory.savePlace(source, place, now());
  } catch (error) {
    logger.error(
      `Failed to store the nodes of source ${source} in ${
        cluster ?? 'its configuration'
      }`,
      isError(error) ? error : undefined,
    );
  }
  if (cluster === undefined) return [];
  const failed = {
    cluster,
    status: 'error',
    error: say('cluster-not-stored', {}),
  } as const;
  try {
    return await inventory.savePlace(source, failed, now());
  } catch {
    logger.error(`Failed to store the status of cluster ${cluster}`);
    return [];
  }
}

/** A source of another module may throw, against its contract; the others continue. */
async function discoverSafely(
  source: EthereumNodeSource,
  signal: AbortSignal,
  logger: LoggerService,
): Promise<Discovery> {
  try {
    return await source.discover({ signal });
  } catch (error) {
    logger.error(
      `Node source ${source.name} failed to discover`,
      isError(error) ? error : undefined,
    );
    return { complete: false, places: [] };
  }
}
