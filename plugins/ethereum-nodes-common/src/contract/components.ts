import {
  consensusSampleSchema,
  ethConfigSchema,
  executionSampleSchema,
  finalitySchema,
  forkReadinessSchema,
  maintenanceSchema,
  messageSchema,
  nodeSampleSchema,
  syncingSchema,
  unansweredSchema,
} from '@nodeyard/ethereum';
import type { z } from 'zod';
import { declaredEntitiesSchema, declaredEntitySchema } from './declared';
import { errorAnswerSchema } from './errors';
import { clusterStatusSchema, fleetSummarySchema } from './fleet';
import {
  fleetCostSchema,
  fleetDisksSchema,
  fleetDiversitySchema,
  fleetForksSchema,
  fleetHeadsSchema,
  fleetSnapshotsSchema,
} from './insights';
import {
  historyPointSchema,
  nodeHistorySchema,
  nodeTimelineSchema,
  stateTransitionSchema,
  timelineChangeSchema,
  timelineTransitionSchema,
} from './history';
import {
  nodeDetailSchema,
  nodeLinksSchema,
  nodePageSchema,
  nodeSchema,
  nodeVerdictSchema,
} from './node';
import { nodeStateSchema } from './scalars';
import {
  nodeSnapshotRunSchema,
  nodeSnapshotSchema,
  nodeSnapshotsSchema,
  requestedSnapshotSchema,
  snapshotFreshnessSchema,
  snapshotRunSchema,
  snapshotStoreStatusSchema,
} from './snapshots';

/** Schemas that the OpenAPI document names, by their names there. Others are inlined. */
export const components = {
  Error: errorAnswerSchema,
  Message: messageSchema,
  NodeState: nodeStateSchema,
  Node: nodeSchema,
  NodePage: nodePageSchema,
  NodeDetail: nodeDetailSchema,
  NodeLinks: nodeLinksSchema,
  Verdict: nodeVerdictSchema,
  ForkReadiness: forkReadinessSchema,
  Finality: finalitySchema,
  Maintenance: maintenanceSchema,
  NodeSample: nodeSampleSchema,
  ExecutionSample: executionSampleSchema,
  ConsensusSample: consensusSampleSchema,
  EthConfig: ethConfigSchema,
  Syncing: syncingSchema,
  Unanswered: unansweredSchema,
  NodeHistory: nodeHistorySchema,
  StateTransition: stateTransitionSchema,
  HistoryPoint: historyPointSchema,
  NodeTimeline: nodeTimelineSchema,
  TimelineTransition: timelineTransitionSchema,
  TimelineChange: timelineChangeSchema,
  SnapshotFreshness: snapshotFreshnessSchema,
  NodeSnapshots: nodeSnapshotsSchema,
  NodeSnapshot: nodeSnapshotSchema,
  RequestedSnapshot: requestedSnapshotSchema,
  NodeSnapshotRun: nodeSnapshotRunSchema,
  SnapshotRun: snapshotRunSchema,
  SnapshotStoreStatus: snapshotStoreStatusSchema,
  DeclaredEntities: declaredEntitiesSchema,
  DeclaredEntity: declaredEntitySchema,
  FleetSummary: fleetSummarySchema,
  FleetDiversity: fleetDiversitySchema,
  FleetForks: fleetForksSchema,
  FleetSnapshots: fleetSnapshotsSchema,
  FleetDisks: fleetDisksSchema,
  FleetHeads: fleetHeadsSchema,
  FleetCost: fleetCostSchema,
  ClusterStatus: clusterStatusSchema,
} as const satisfies Record<string, z.ZodType>;

/** @public */
export type ComponentName = keyof typeof components;

export const refTo = (name: string) => `#/components/schemas/${name}`;

export const componentNames = Object.keys(components) as ComponentName[];

const names = new Map<z.core.$ZodType, ComponentName>(
  componentNames.map(name => [components[name], name]),
);

/** @throws Error for an answer that has no name in the document */
export function nameOf(schema: z.core.$ZodType): ComponentName {
  const name = names.get(schema);
  if (!name) throw new Error('An answer is missing in contract/components.ts');
  return name;
}
