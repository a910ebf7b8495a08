import type { IncomingMessage } from 'node:http';
import type { Network } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { Limits } from './limits';
import { begin, readJson } from './readBytes';
import { asSourceError, SourceError } from './sourceError';
import {
  BLOCK_HEAD_BYTES,
  headerRoot,
  readBlockHead,
  type BlockHead,
} from './ssz';
import { openUpstream } from './upstream';

/** What one source says of its finalized checkpoint. */
export interface Answer {
  url: string;
  root: string;
  head: BlockHead;
  genesisValidatorsRoot: string;
}

const hash = z
  .string()
  .regex(/^(0x)?[0-9a-fA-F]{64}$/)
  .transform(text => `0x${text.slice(-64).toLowerCase()}`);
export const genesisSchema = z.object({
  data: z.object({
    genesis_time: z.string().regex(/^\d{1,12}$/),
    genesis_validators_root: hash,
    genesis_fork_version: z.string().regex(/^0x[0-9a-fA-F]{8}$/),
  }),
});
/** Checkpointz writes the root without 0x, and says nothing of how sure it is. */
export const rootSchema = z.object({
  data: z.object({ root: hash }),
  execution_optimistic: z.boolean().optional(),
});

export const headerSchema = z.object({
  data: z.object({
    header: z.object({
      message: z
        .object({
          slot: z
            .string()
            .regex(/^\d{1,15}$/)
            .transform(Number),
          proposer_index: z
            .string()
            .regex(/^\d{1,15}$/)
            .transform(BigInt),
          parent_root: hash,
          state_root: hash,
          body_root: hash,
        })
        .transform(
          ({ slot, proposer_index, parent_root, state_root, body_root }) => ({
            slot,
            proposer: proposer_index,
            parentRoot: parent_root,
            stateRoot: state_root,
            body_root,
          }),
        ),
    }),
  }),
});

/** Questions to one source, each bounded in time and size; every one throws a `SourceError`. */
export class Questions {
  constructor(
    private readonly network: Network,
    private readonly limits: Limits,
    private readonly signal: AbortSignal,
  ) {}

  /** Whose chain it is, and the newest finalized block of it. */
  async finalized(url: string, now: number): Promise<Answer> {
    const [genesis, root] = await Promise.all([
      this.genesis(url),
      this.root(url, 'finalized'),
    ]);
    const head = await this.blockHead(url, root);
    const { secondsPerSlot } = this.network;
    const begins = Number(genesis.genesis_time) + head.slot * secondsPerSlot;
    if (begins * 1000 > now + 2 * secondsPerSlot * 1000) {
      throw new SourceError(
        `names a finalized block of slot ${head.slot}, which is in the future`,
      );
    }
    return {
      url,
      root,
      head,
      genesisValidatorsRoot: genesis.genesis_validators_root,
    };
  }

  /** Root of the block at a slot of its chain, or of the finalized one. */
  async root(url: string, id: string): Promise<string> {
    const path = `/eth/v1/beacon/blocks/${id}/root`;
    const answer = rootSchema.safeParse(await this.json(url, path));
    if (!answer.success) throw new SourceError(`sends no root on ${path}`);
    if (answer.data.execution_optimistic) {
      throw new SourceError('has not verified its own chain (optimistic)');
    }
    return answer.data.data.root;
  }

  private async genesis(url: string) {
    const path = '/eth/v1/beacon/genesis';
    const answer = genesisSchema.safeParse(await this.json(url, path));
    if (!answer.success) throw new SourceError(`sends no genesis on ${path}`);
    const { data } = answer.data;
    const { genesisValidatorsRoot, genesisForkVersion, name } = this.network;
    const ours = genesisValidatorsRoot ?? data.genesis_validators_root;
    if (data.genesis_validators_root !== ours) {
      throw new SourceError(
        `is of another network: genesis_validators_root ${data.genesis_validators_root}, ${name} has ${ours}`,
        'wrong-network',
      );
    }
    const version = genesisForkVersion ?? data.genesis_fork_version;
    if (data.genesis_fork_version.toLowerCase() !== version) {
      throw new SourceError(
        `is of another network: genesis_fork_version ${data.genesis_fork_version}, ${name} has ${version}`,
        'wrong-network',
      );
    }
    return data;
  }

  /** From the block's header, which hashes to its root; where that is not served, as by Checkpointz, from the block. */
  private async blockHead(url: string, root: string): Promise<BlockHead> {
    const path = `/eth/v1/beacon/headers/${root}`;
    let found: unknown;
    try {
      found = await this.json(url, path);
    } catch (error) {
      if (asSourceError(error).status === undefined) throw error;
      return this.headOfBlock(url, root);
    }
    const answer = headerSchema.safeParse(found);
    if (!answer.success) throw new SourceError(`sends no header on ${path}`);
    const { body_root: bodyRoot, ...head } = answer.data.data.header.message;
    if ((await headerRoot(head, bodyRoot)) !== root) {
      throw new SourceError(`sends a header that is not of root ${root}`);
    }
    return head;
  }

  private headOfBlock(url: string, root: string): Promise<BlockHead> {
    const path = `/eth/v2/beacon/blocks/${root}`;
    return this.ask(url + path, 'application/octet-stream', async incoming => {
      const { first } = await begin(incoming, BLOCK_HEAD_BYTES);
      incoming.destroy();
      const head = readBlockHead(first);
      if (!head) {
        throw new SourceError(`sends no block for root ${root} in SSZ`);
      }
      return head;
    });
  }

  private json(url: string, path: string): Promise<unknown> {
    return this.ask(url + path, 'application/json', incoming =>
      readJson(incoming, this.limits.smallBytes),
    );
  }

  /** One request and what is read of its answer, together bounded in time. */
  private async ask<T>(
    url: string,
    accept: string,
    read: (incoming: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    const { smallMs } = this.limits;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(smallMs)]);
    try {
      return await read(await openUpstream({ url, accept, signal }));
    } catch (error) {
      throw signal.aborted ? new SourceError('does not answer in time') : error;
    }
  }
}
