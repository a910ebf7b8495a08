import { createRouteRef } from '@backstage/core-plugin-api';

/** The fleet page. @public */
export const rootRouteRef = createRouteRef({ id: 'ethereum-nodes' });

/** The "Node health" tab of an entity page, in apps of the old frontend system. */
export const entityHealthRouteRef = createRouteRef({
  id: 'ethereum-nodes/entity-health',
});
