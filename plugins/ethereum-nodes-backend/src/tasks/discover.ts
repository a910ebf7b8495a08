import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  DiscoveredPlace,
  Discovery,
  EthereumNodeSource,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, english } from '@nodeyard/ethereum';
import type { ChangeAnnouncer } from '../ChangeAnnouncer';
import type { NodeInventory } from '../store/NodeInventory';

export interface DiscoverDeps {
  sources: readonly EthereumNodeSource[];
  inventory: NodeInventory;
  announcer: ChangeAnnouncer;
  logger: LoggerService;
  now: () => number;
}

/**
 * Looks around in every source and stores what there is. What could not be looked into keeps the nodes that it had.
 * @returns IDs of nodes that are new or gone
 */
export async function discover(
  deps: DiscoverDeps,
  signal: AbortSignal,
): Promise<string[]> {
  const { sources, inventory, announcer } = deps;
  const changed = await Promise.all(
    sources.map(source => discoverSource(deps, source, signal)),
  );
  changed.push(
    await inventory.deleteOtherSources(sources.map(({ name }) => name)),
  );
  const ids = changed.flat();
  await announcer.announce(ids);
  return ids;
}

async function discoverSource(
  deps: DiscoverDeps,
  source: EthereumNodeSource,
  signal: AbortSignal,
): Promise<string[]> {
  const { inventory, logger } = deps;
  const discovery = await discoverSafely(source, signal, logger);
  // Cut short by a shutdown: what failed then says nothing about the clusters.
  if (signal.aborted) return [];
  const changed: string[] = [];
  for (const place of discovery.places) {
    if (place.status !== 'ok') {
      logger.warn(
        `Cluster ${place.cluster}: ${english(
          fleetMessages,
          asMessage(place.error),
          deps.now(),
        )}`,
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

/** What the database refuses of one place must not keep it from taking the others. */
async function savePlaceSafely(
  { inventory, logger, now }: DiscoverDeps,
  source: string,
  place: DiscoveredPlace,
): Promise<string[]> {
  const { cluster } = place;
  try {
    return await inventory.savePlace(source, place, now());
  } catch (error) {
    logger.error(
      `What node source ${source} found in ${
        cluster ?? 'its configuration'
      } could not be stored`,
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
    logger.error(`The status of cluster ${cluster} could not be stored`);
    return [];
  }
}

/** A source of somebody else's may throw although it should not; the others go on. */
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
