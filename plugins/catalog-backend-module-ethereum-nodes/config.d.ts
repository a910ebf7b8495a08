import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Ethereum nodes as entities. Without this key the module emits none. */
      ethereumNodes?: {
        /** Default: every 5 minutes, at most 4 minutes long, first after 2 minutes. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** What to emit. Default: all. */
        kinds?: Array<'nodes' | 'apis' | 'clusters' | 'networks' | 'snapshots'>;
        /** Namespace of the entities. Default: `default`. */
        namespace?: string;
        /** Entity reference of the owner of what has none, e.g. `group:default/platform`. Default: `unknown`. */
        owner?: string;
        /** Entity reference of the system of all entities, e.g. `system:default/ethereum-fleet`. Default: none. */
        system?: string;
      };
    };
  };
}
