import { parse } from 'yaml';
import { z } from 'zod';
import { parseQuantity } from '@nodeyard/ethereum';
import { textOf } from './fileChange';
import type { FileChange } from './fileChange';
import type { TeamFile } from './checkout';

const layers = ['execution', 'consensus'] as const;

const layerSchema = z
  .looseObject({
    client: z.string().optional(),
    storage: z
      .looseObject({
        size: z.string().optional(),
        storageClassName: z.string().optional(),
      })
      .optional(),
  })
  .optional();
const environmentSchema = z.looseObject({
  nodes: z
    .record(
      z.string(),
      z.looseObject({ execution: layerSchema, consensus: layerSchema }),
    )
    .default({}),
});
type Environment = z.infer<typeof environmentSchema>;

const environmentFile = /^environments\/([a-z]+)\.yaml$/;

/**
 * What happens to volumes of nodes that exist, by the files of the environments: sizes that the request leaves open follow
 * what is known of the clients, which changes from release to release.
 */
export function volumeEffects(
  changes: readonly FileChange[],
  team: ReadonlyMap<string, TeamFile>,
): string[] {
  const found = new Map<string, string[]>();
  for (const change of changes) {
    const environment = environmentFile.exec(change.path)?.[1];
    const before = team.get(change.path);
    if (!environment || !before || !('content' in change)) continue;
    for (const effect of effectsBetween(
      environmentOf(before.content),
      environmentOf(change.content),
    )) {
      found.set(effect, [...(found.get(effect) ?? []), environment]);
    }
  }
  return [...found].map(
    ([effect, environments]) => `In ${environments.join(', ')}: ${effect}`,
  );
}

function effectsBetween(then: Environment, now: Environment): string[] {
  return Object.entries(now.nodes).flatMap(([name, node]) =>
    layers
      // Another client has another volume.
      .filter(
        layer => node[layer]?.client === then.nodes[name]?.[layer]?.client,
      )
      .flatMap(layer =>
        layerEffects(
          `${name}, volume of the ${layer} client`,
          `make expand-volume NODE=${name}${
            layer === 'consensus' ? ' VOLUME=consensus' : ''
          }`,
          then.nodes[name]?.[layer]?.storage,
          node[layer]?.storage,
        ),
      ),
  );
}

type Storage = { size?: string; storageClassName?: string } | undefined;

function layerEffects(
  subject: string,
  command: string,
  then: Storage,
  now: Storage,
): string[] {
  const effects: string[] = [];
  const [from, to] = [bytesOf(then), bytesOf(now)];
  if (from !== undefined && to !== undefined && from !== to) {
    effects.push(
      to > from
        ? `${subject}: ${now?.size} instead of ${then?.size}. "${command} SIZE=${now?.size}" expands it, and the deployment is refused before.`
        : `${subject}: ${now?.size} instead of ${then?.size}. A volume cannot shrink, and the deployment is refused.`,
    );
  }
  if (then && then.storageClassName !== now?.storageClassName) {
    effects.push(
      `${subject}: a volume keeps its storage class, and the deployment with another one is refused.`,
    );
  }
  return effects;
}

function bytesOf(storage: Storage): number | undefined {
  try {
    return storage?.size === undefined
      ? undefined
      : parseQuantity(storage.size);
  } catch {
    return undefined;
  }
}

function environmentOf(content: Uint8Array): Environment {
  try {
    return environmentSchema.parse(parse(textOf(content)));
  } catch {
    return { nodes: {} };
  }
}
