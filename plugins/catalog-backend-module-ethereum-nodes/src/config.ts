import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { isEntityRef } from './isEntityRef';

const KEY = 'catalog.providers.ethereumNodes';

/** Values of `kinds` in the configuration. */
const entityKinds = [
  'nodes',
  'apis',
  'clusters',
  'networks',
  'snapshots',
] as const;

/** @see entityKinds */
export type EntityKind = (typeof entityKinds)[number];

/** Configuration of the provider, with its defaults. */
export interface ProviderOptions {
  kinds: ReadonlySet<EntityKind>;
  namespace: string;
  owner: string;
  system?: string;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 4 },
  initialDelay: { minutes: 2 },
};

/**
 * Reads `catalog.providers.ethereumNodes`.
 * @returns undefined without the key
 * @throws Error that names the key and the valid values
 */
export function readOptions(
  rootConfig: Config,
):
  | (ProviderOptions & { schedule: SchedulerServiceTaskScheduleDefinition })
  | undefined {
  if (!rootConfig.has(KEY)) return undefined;
  const config = rootConfig.getConfig(KEY);
  const kinds = config.getOptionalStringArray('kinds') ?? entityKinds;
  const namespace = config.getOptionalString('namespace') ?? 'default';
  if (kinds.length === 0) {
    throw new Error(
      `${KEY}.kinds: is empty; use some of ${entityKinds.join(
        ', ',
      )}, or remove ${KEY}`,
    );
  }
  if (!KubernetesValidatorFunctions.isValidNamespace(namespace)) {
    throw new Error(
      `${KEY}.namespace: "${namespace}" is not a namespace; use at most 63 lower-case letters, digits and single hyphens`,
    );
  }
  return {
    schedule: readSchedule(config),
    kinds: new Set(kinds.map(parseKind)),
    namespace,
    owner: readRef(config, 'owner', 'group') ?? 'unknown',
    system: readRef(config, 'system', 'system'),
  };
}

function readSchedule(config: Config): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig('schedule');
  if (!schedule) return DEFAULT_SCHEDULE;
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  } catch (error) {
    throw new Error(
      `${KEY}.schedule: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parseKind(value: string): EntityKind {
  const kind = entityKinds.find(name => name === value);
  if (kind === undefined) {
    throw new Error(
      `${KEY}.kinds: "${value}" is unknown; use ${entityKinds.join(', ')}`,
    );
  }
  return kind;
}

function readRef(
  config: Config,
  key: string,
  defaultKind: string,
): string | undefined {
  const value = config.getOptionalString(key);
  if (value === undefined) return undefined;
  if (!isEntityRef(value, defaultKind)) {
    throw new Error(
      `${KEY}.${key}: "${value}" is not an entity reference such as ${defaultKind}:default/ethereum`,
    );
  }
  return value;
}
