import type {
  RootConfigService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { readSchedulerServiceTaskScheduleDefinitionFromConfig } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'search.collators.ethereumNodes';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  // After the first discovery.
  initialDelay: { minutes: 1 },
};

const DEFAULT_FLEET_PATH = '/ethereum-nodes';

export interface CollatorConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  fleetPath: string;
}

/** @throws InputError that names the invalid key and the fix */
export function readCollatorConfig(config: RootConfigService): CollatorConfig {
  const own = config.getOptionalConfig(KEY);
  const schedule = own?.getOptionalConfig('schedule');
  const fleetPath = own?.getOptionalString('fleetPath') ?? DEFAULT_FLEET_PATH;
  if (!/^(\/[A-Za-z0-9._~-]+)+$/.test(fleetPath)) {
    throw new InputError(
      `${KEY}.fleetPath: expected a path such as ${DEFAULT_FLEET_PATH}, got "${fleetPath}"`,
    );
  }
  try {
    return {
      schedule: schedule
        ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
        : DEFAULT_SCHEDULE,
      fleetPath,
    };
  } catch (error) {
    throw new InputError(`${KEY}.schedule: ${String(error)}`);
  }
}
