import { z } from 'zod';
import { bytes4 } from '../../health/bounds';
import { MAX_FORKS, type ConsensusSample } from '../../health/sample';
import type { BeaconDocument } from './beacon';
import { scheduledEpoch } from './decimal';

const version = z.string().toLowerCase().pipe(bytes4);

const scheduleSchema = z
  .array(
    z
      .object({
        previous_version: version,
        current_version: version,
        epoch: scheduledEpoch,
      })
      .transform(fork => ({
        previousVersion: fork.previous_version,
        currentVersion: fork.current_version,
        epoch: fork.epoch,
      })),
  )
  .max(MAX_FORKS);

/** Every fork that the beacon node knows, past ones too. */
export const forkSchedule: BeaconDocument<
  NonNullable<ConsensusSample['forkSchedule']>
> = { path: '/eth/v1/config/fork_schedule', schema: scheduleSchema };
