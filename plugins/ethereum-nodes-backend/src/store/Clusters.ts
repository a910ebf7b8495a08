import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Message } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { toSentenceColumns, readStoredMessage } from './codedMessages';
import type { ClusterRow } from './rows';

export interface UnreachableCluster {
  source: string;
  name: string;
  reason: Message;
}

/** Status of clusters, as polling reads and updates it. */
export class Clusters {
  private readonly knex: Knex;

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /** Clusters that were unreachable in the last discovery. */
  async loadUnreachable(): Promise<UnreachableCluster[]> {
    const rows = await this.knex<ClusterRow>('clusters')
      .where({ status: 'unreachable' })
      .select();
    return rows.map(({ source, name, error, error_coded: coded }) => ({
      source,
      name,
      reason:
        error === null
          ? say('cluster-silent-unexplained', {})
          : readStoredMessage(error, coded),
    }));
  }

  /** @param denied - permission that polling lacks in the cluster; undefined clears it */
  async savePollError(
    source: string,
    name: string,
    denied: MessageOrText | undefined,
    now: number,
  ): Promise<void> {
    const columns =
      denied === undefined ? undefined : toSentenceColumns(denied, now);
    await this.knex('clusters')
      .where({ source, name })
      .update({
        poll_error: columns?.sentence ?? null,
        poll_error_coded: columns?.coded ?? null,
      });
  }
}
