import { executionClients } from '@nodeyard/ethereum';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dirty } from '../datadir/marker';
import { readDirty, readMarker } from '../datadir/marker';
import { findChain } from '../datadir/chainFiles';
import { ignoreNotFound } from '@nodeyard/snapshot-store';
import {
  hasChainBesidePartial,
  inspectDatadir,
  cleanupCommand,
} from './datadirState';

/** State of a datadir. @public */
export type DatadirStatus =
  | {
      state: 'unknown';
      /** Execution client whose database is there; null if there is none. */
      chain: string | null;
      /** Remains of an interrupted restore beside the node's own chain; harmless except for their size. */
      leftover?: { message: string; remove: string };
    }
  | {
      state: 'restored';
      snapshot: string;
      network: string;
      client: string;
      block: number;
      restoredAt: string;
    }
  /** Between two states: no node may start on it. */
  | {
      state: 'dirty';
      snapshot: string | null;
      since: string | null;
      message: string;
    };

const DO_NOT_START =
  'The datadir is between two states: no node may start on it. Run "delta-sync restore" to the end, or empty it.';

/** State of a datadir, by the same rules as for a restore. @public */
export async function datadirStatus(datadir: string): Promise<DatadirStatus> {
  const dirty = await readDirty(datadir);
  if (dirty === 'unreadable') {
    return {
      state: 'dirty',
      snapshot: null,
      since: null,
      message: DO_NOT_START,
    };
  }
  if (dirty) return statusOfDirty(datadir, dirty);
  const marker = await readMarker(datadir);
  if (!marker) {
    return { state: 'unknown', chain: await chainIn(datadir) };
  }
  const { snapshot, network, client, block, restoredAt } = marker;
  return { state: 'restored', snapshot, network, client, block, restoredAt };
}

async function statusOfDirty(
  datadir: string,
  { phase, client, snapshot, since }: Dirty,
): Promise<DatadirStatus> {
  // Only here, because a running node deletes files during a walk.
  const isGrown =
    phase === 'partial' &&
    hasChainBesidePartial(await inspectDatadir(datadir), client);
  if (!isGrown) {
    return { state: 'dirty', snapshot, since, message: DO_NOT_START };
  }
  const remove = cleanupCommand(datadir);
  return {
    state: 'unknown',
    chain: client,
    leftover: {
      message: `The restore of ${snapshot} was interrupted at ${since}, and a node began a chain of its own beside what it left: the node may start. To have that disk space back: ${remove}`,
      remove,
    },
  };
}

/** Only the folders of databases are listed: a running node deletes files during a walk. */
async function chainIn(datadir: string): Promise<string | null> {
  const paths = await Promise.all(
    Object.values(executionClients).map(async ({ chainData }) => {
      const names = await ignoreNotFound(
        readdir(join(datadir, chainData), { recursive: true }),
      );
      return (names ?? []).map(name => `${chainData}/${name}`);
    }),
  );
  return findChain(paths.flat()) ?? null;
}
