import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { cost } from './cost';
import { fleet } from './fleet';
import { mesh } from './mesh';
import { node } from './node';
import { objectives } from './objectives';
import { snapshots } from './snapshots';

/** Every dashboard by the name of its file. */
export const dashboards: Record<string, Dashboard> = {
  cost,
  fleet,
  mesh,
  node,
  objectives,
  snapshots,
};
