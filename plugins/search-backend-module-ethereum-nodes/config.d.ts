import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      /** Ethereum nodes in the index of the search. */
      ethereumNodes?: {
        /** When nodes are indexed. Default: every 10 minutes, first after 1 minute, with a timeout of 5 minutes. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Path of the fleet page in the app, which locations of results begin with. Default: `/ethereum-nodes`. */
        fleetPath?: string;
      };
    };
  };
}
