import { useRouteRef } from '@backstage/core-plugin-api';
import type { ExternalRouteRef, RouteRef } from '@backstage/core-plugin-api';

/**
 * Path of a tab on the page of the current entity.
 *
 * Outside of an entity page the path cannot be resolved: both frontend systems throw for a route below an entity.
 * @returns undefined if the app has no such tab, or outside of an entity page
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
