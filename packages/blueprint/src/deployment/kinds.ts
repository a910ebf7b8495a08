import { z } from 'zod';
import {
  autoscalerSchema,
  budgetSchema,
  claimSchema,
  clusterRoleSchema,
  configMapSchema,
  cronJobSchema,
  endpointSliceSchema,
  eventSchema,
  layerWorkloadSchema,
  namedSchema,
  podSchema,
  policySchema,
  quotaSchema,
  roleBindingSchema,
  serviceSchema,
  workloadSchema,
} from './objects';

/** Bounded by events, which Kubernetes keeps for an hour. */
const listOf = <T extends z.ZodType>(schema: T) =>
  z.array(schema).max(100_000).default([]);

/** Every kind that checks need, each with the fields that they read. */
export const objectsSchema = z.object({
  statefulSets: listOf(workloadSchema),
  deployments: listOf(workloadSchema),
  pods: listOf(podSchema),
  claims: listOf(claimSchema),
  services: listOf(serviceSchema),
  configMaps: listOf(configMapSchema),
  quotas: listOf(quotaSchema),
  events: listOf(eventSchema),
  endpointSlices: listOf(endpointSliceSchema),
  budgets: listOf(budgetSchema),
  policies: listOf(policySchema),
  autoscalers: listOf(autoscalerSchema),
  cronJobs: listOf(cronJobSchema),
  roleBindings: listOf(roleBindingSchema),
  storageClasses: listOf(namedSchema),
  priorityClasses: listOf(namedSchema),
  clusterRoleBindings: listOf(roleBindingSchema),
  clusterRoles: listOf(clusterRoleSchema),
});

/** Each kind as a list; empty if unavailable. */
export type Objects = z.infer<typeof objectsSchema>;
export const objectKinds = objectsSchema.keyof().options;

/** Where the API server lists a kind; `*` stands for the namespace, where it has one. */
export const listPaths: Readonly<Record<keyof Objects, string>> = {
  statefulSets: '/apis/apps/v1/*/statefulsets',
  deployments: '/apis/apps/v1/*/deployments',
  pods: '/api/v1/*/pods',
  claims: '/api/v1/*/persistentvolumeclaims',
  services: '/api/v1/*/services',
  configMaps: '/api/v1/*/configmaps',
  quotas: '/api/v1/*/resourcequotas',
  events: '/api/v1/*/events',
  endpointSlices: '/apis/discovery.k8s.io/v1/*/endpointslices',
  budgets: '/apis/policy/v1/*/poddisruptionbudgets',
  policies: '/apis/networking.k8s.io/v1/*/networkpolicies',
  autoscalers: '/apis/autoscaling/v2/*/horizontalpodautoscalers',
  cronJobs: '/apis/batch/v1/*/cronjobs',
  roleBindings: '/apis/rbac.authorization.k8s.io/v1/*/rolebindings',
  storageClasses: '/apis/storage.k8s.io/v1/storageclasses',
  priorityClasses: '/apis/scheduling.k8s.io/v1/priorityclasses',
  clusterRoles: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  clusterRoleBindings: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
};

/** The same kinds by their kubectl names, to read all of them in one request. */
export const kindNames: Readonly<Record<keyof Objects, string>> = {
  statefulSets: 'StatefulSet.v1.apps',
  deployments: 'Deployment.v1.apps',
  pods: 'Pod.v1.',
  claims: 'PersistentVolumeClaim.v1.',
  services: 'Service.v1.',
  configMaps: 'ConfigMap.v1.',
  quotas: 'ResourceQuota.v1.',
  events: 'Event.v1.',
  endpointSlices: 'EndpointSlice.v1.discovery.k8s.io',
  budgets: 'PodDisruptionBudget.v1.policy',
  policies: 'NetworkPolicy.v1.networking.k8s.io',
  autoscalers: 'HorizontalPodAutoscaler.v2.autoscaling',
  cronJobs: 'CronJob.v1.batch',
  roleBindings: 'RoleBinding.v1.rbac.authorization.k8s.io',
  storageClasses: 'StorageClass.v1.storage.k8s.io',
  priorityClasses: 'PriorityClass.v1.scheduling.k8s.io',
  clusterRoles: 'ClusterRole.v1.rbac.authorization.k8s.io',
  clusterRoleBindings: 'ClusterRoleBinding.v1.rbac.authorization.k8s.io',
};

/** Objects that checks need in the namespaces of the platform layers. */
export const layerObjectsSchema = z.object({
  workloads: listOf(layerWorkloadSchema),
  pods: listOf(podSchema),
  claims: listOf(claimSchema),
  events: listOf(eventSchema),
  autoscalers: listOf(autoscalerSchema),
});
export type LayerObjects = z.infer<typeof layerObjectsSchema>;

/** By `kind` of the object. */
export const layerKinds: Readonly<Record<string, keyof LayerObjects>> = {
  Deployment: 'workloads',
  StatefulSet: 'workloads',
  DaemonSet: 'workloads',
  Pod: 'pods',
  PersistentVolumeClaim: 'claims',
  Event: 'events',
  HorizontalPodAutoscaler: 'autoscalers',
};
export const layerKindNames = [
  kindNames.deployments,
  kindNames.statefulSets,
  'DaemonSet.v1.apps',
  kindNames.pods,
  kindNames.claims,
  kindNames.events,
  kindNames.autoscalers,
].join();
