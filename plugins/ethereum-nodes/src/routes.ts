import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The fleet page. @public */
export const rootRouteRef = createRouteRef({ id: 'ethereum-nodes' });

/** The page of one node, below the fleet. */
export const nodeRouteRef = createSubRouteRef({
  id: 'ethereum-nodes/node',
  parent: rootRouteRef,
  path: '/nodes/:id',
});

/** Insights into the whole fleet, below it. */
export const insightsRouteRef = createSubRouteRef({
  id: 'ethereum-nodes/insights',
  parent: rootRouteRef,
  path: '/insights',
});

/** The "Node health" tab of an entity page. */
export const entityHealthRouteRef = createRouteRef({
  id: 'ethereum-nodes/entity-health',
});

/** Form of a software template. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Page that registers entities. */
export const registerEntityRouteRef = createExternalRouteRef({
  id: 'register-entity',
  optional: true,
  defaultTarget: 'catalog-import.importPage',
});

/** Entity tab of the Kubernetes plugin. */
export const kubernetesRouteRef = createExternalRouteRef({
  id: 'kubernetes',
  optional: true,
  defaultTarget: 'kubernetes.kubernetes',
});

/** Routes of the plugin, in both frontend systems. */
export const routes = {
  root: rootRouteRef,
  node: nodeRouteRef,
  insights: insightsRouteRef,
  entityHealth: entityHealthRouteRef,
};

/** External routes, in both frontend systems; an app may bind them. */
export const externalRoutes = {
  template: templateRouteRef,
  registerEntity: registerEntityRouteRef,
  kubernetes: kubernetesRouteRef,
};
