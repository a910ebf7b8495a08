import { InputError } from '@backstage/errors';
import type {
  ParsedRouteQuery,
  RouteName,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ethereumNodesRoutes } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { z } from 'zod';

/**
 * The query of a request in the types of the REST contract.
 *
 * @throws InputError with each parameter that violates the contract
 */
export function parseQuery<Name extends RouteName>(
  name: Name,
  query: unknown,
): ParsedRouteQuery<Name> {
  const parsed = ethereumNodesRoutes[name].query.safeParse(query);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  // The compiler does not follow that the schema of a name parses to the query of that name.
  return parsed.data as ParsedRouteQuery<Name>;
}
