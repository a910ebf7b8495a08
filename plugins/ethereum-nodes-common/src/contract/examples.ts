import getFleet from './examples/getFleet.json';
import getFleetCost from './examples/getFleetCost.json';
import getFleetDisks from './examples/getFleetDisks.json';
import getFleetDiversity from './examples/getFleetDiversity.json';
import getFleetForks from './examples/getFleetForks.json';
import getFleetHeads from './examples/getFleetHeads.json';
import getFleetSnapshots from './examples/getFleetSnapshots.json';
import getHistory from './examples/getHistory.json';
import getNode from './examples/getNode.json';
import getSnapshotRun from './examples/getSnapshotRun.json';
import getSnapshots from './examples/getSnapshots.json';
import getTimeline from './examples/getTimeline.json';
import listDeclared from './examples/listDeclared.json';
import listNodes from './examples/listNodes.json';
import requestSnapshot from './examples/requestSnapshot.json';
import type { RouteName } from './routes';

/** Answers of the router, recorded by the backend's test with `RECORD_EXAMPLES=1`. */
export const examples: Record<RouteName, unknown> = {
  getFleet,
  getFleetCost,
  getFleetDisks,
  getFleetDiversity,
  getFleetForks,
  getFleetHeads,
  getFleetSnapshots,
  getHistory,
  getNode,
  getSnapshotRun,
  getSnapshots,
  getTimeline,
  listDeclared,
  listNodes,
  requestSnapshot,
};
