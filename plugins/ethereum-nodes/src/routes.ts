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

/** The "Node health" tab of an entity page. */
export const entityHealthRouteRef = createRouteRef({
  id: 'ethereum-nodes/entity-health',
});

/** The form of a template, wherever the app has its scaffolder. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Where entities are registered. */
export const registerEntityRouteRef = createExternalRouteRef({
  id: 'register-entity',
  optional: true,
  defaultTarget: 'catalog-import.importPage',
});

/** The tab of the Kubernetes plugin. */
export const kubernetesRouteRef = createExternalRouteRef({
  id: 'kubernetes',
  optional: true,
  defaultTarget: 'kubernetes.kubernetes',
});

/** What both frontend systems offer to link to. */
export const routes = {
  root: rootRouteRef,
  node: nodeRouteRef,
  entityHealth: entityHealthRouteRef,
};

/** Where both link to, and an app may bind otherwise. */
export const externalRoutes = {
  template: templateRouteRef,
  registerEntity: registerEntityRouteRef,
  kubernetes: kubernetesRouteRef,
};
