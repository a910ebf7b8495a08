import { useRouteRef } from '@backstage/core-plugin-api';
import { registerEntityRouteRef } from '../routes';

/** Where entities are registered, in apps that have such a page. */
export function useRegisterEntityPath(): string | undefined {
  return useRouteRef(registerEntityRouteRef)?.();
}
