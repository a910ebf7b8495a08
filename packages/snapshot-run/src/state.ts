import { type SnapshotError, unavailable } from '@nodeyard/snapshot-store';
import { stringMap } from './bounds';
import { objectSchema } from './cluster';

export const stateMapSchema = objectSchema.extend({
  data: stringMap.optional(),
});

/**
 * Not `refused`, on which the Job would fail for good: its retry finds the other orchestrator alive, or continues the run.
 */
export function superseded(
  kind: string,
  name: string,
  what: string,
): SnapshotError {
  return unavailable(
    'superseded',
    `${kind} ${name} ${what}: another orchestrator has taken over. This one stops.`,
  );
}
