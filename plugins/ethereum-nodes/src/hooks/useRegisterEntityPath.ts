import { useRouteRef } from '@backstage/core-plugin-api';
import { registerEntityRouteRef } from '../routes';

/** Path of the page that registers entities; undefined in apps without one. */
export function useRegisterEntityPath(): string | undefined {
  return useRouteRef(registerEntityRouteRef)?.();
}
