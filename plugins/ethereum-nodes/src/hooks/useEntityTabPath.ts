import { useRouteRef } from '@backstage/core-plugin-api';
import type { ExternalRouteRef, RouteRef } from '@backstage/core-plugin-api';

/**
 * The path of a tab on the page of the entity that is shown now, wherever the app has put that tab.
 *
 * Elsewhere the path of a tab is not known: it lies below an entity, and both frontend systems refuse to resolve it.
 * @returns undefined where the app has no such tab, or no entity is shown
 */
export function useEntityTabPath(
  routeRef: RouteRef | ExternalRouteRef<undefined, true>,
): string | undefined {
  try {
    const target: (() => string) | undefined = useRouteRef(
      routeRef as ExternalRouteRef<undefined, true>,
    );
    return target?.();
  } catch {
    return undefined;
  }
}
