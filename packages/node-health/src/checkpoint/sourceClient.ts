import type { IncomingMessage } from 'node:http';
import type { Network } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { Limits } from './limits';
import { readFirst, readJson } from './readBytes';
import { toSourceError, SourceError } from './sourceError';
import {
  BLOCK_HEAD_BYTES,
  headerRoot,
  readBlockHead,
  type BlockHead,
} from './ssz';
import { openUpstream } from './upstream';

/** Finalized checkpoint that one source reports. */
export interface FinalizedCheckpoint {
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
/** Checkpointz writes the root without 0x and has no `execution_optimistic`. */
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

/** Requests to sources, each bounded in time and size; all throw `SourceError`. */
export class SourceClient {
  constructor(
    private readonly network: Network,
    private readonly limits: Limits,
    private readonly signal: AbortSignal,
  ) {}

  /** Reads the genesis and the newest finalized block of a source, and checks the network. */
  async readFinalized(url: string, now: number): Promise<FinalizedCheckpoint> {
    const [genesis, root] = await Promise.all([
      this.readGenesis(url),
      this.readRoot(url, 'finalized'),
    ]);
    const head = await this.readHead(url, root);
    const { secondsPerSlot } = this.network;
    const slotStart = Number(genesis.genesis_time) + head.slot * secondsPerSlot;
    if (slotStart * 1000 > now + 2 * secondsPerSlot * 1000) {
      throw new SourceError(
        `reports a finalized block of slot ${head.slot}, which is in the future`,
      );
    }
    return {
      url,
      root,
      head,
      genesisValidatorsRoot: genesis.genesis_validators_root,
    };
  }

  /** Reads the root of the block at a slot, or of the finalized block. @param id - a slot or `finalized` */
  async readRoot(url: string, id: string): Promise<string> {
    const path = `/eth/v1/beacon/blocks/${id}/root`;
    const answer = rootSchema.safeParse(await this.fetchJson(url, path));
    if (!answer.success) throw new SourceError(`returned no root on ${path}`);
    if (answer.data.execution_optimistic) {
      throw new SourceError('has not verified its chain (optimistic)');
    }
    return answer.data.data.root;
  }

  private async readGenesis(url: string) {
    const path = '/eth/v1/beacon/genesis';
    const answer = genesisSchema.safeParse(await this.fetchJson(url, path));
    if (!answer.success) {
      throw new SourceError(`returned no genesis on ${path}`);
    }
    const { data } = answer.data;
    const { genesisValidatorsRoot, genesisForkVersion, name } = this.network;
    const expectedRoot = genesisValidatorsRoot ?? data.genesis_validators_root;
    if (data.genesis_validators_root !== expectedRoot) {
      throw new SourceError(
        `is on another network: genesis_validators_root ${data.genesis_validators_root}, ${name} has ${expectedRoot}`,
        'wrong-network',
      );
    }
    const version = genesisForkVersion ?? data.genesis_fork_version;
    if (data.genesis_fork_version.toLowerCase() !== version) {
      throw new SourceError(
        `is on another network: genesis_fork_version ${data.genesis_fork_version}, ${name} has ${version}`,
        'wrong-network',
      );
    }
    return data;
  }

  /** Reads the block header, which must hash to the root; from the block itself if headers are not served, as by Checkpointz. */
  private async readHead(url: string, root: string): Promise<BlockHead> {
    const path = `/eth/v1/beacon/headers/${root}`;
    let found: unknown;
    try {
      found = await this.fetchJson(url, path);
    } catch (error) {
      if (toSourceError(error).status === undefined) throw error;
      return this.readHeadOfBlock(url, root);
    }
    const answer = headerSchema.safeParse(found);
    if (!answer.success) throw new SourceError(`returned no header on ${path}`);
    const { body_root: bodyRoot, ...head } = answer.data.data.header.message;
    if ((await headerRoot(head, bodyRoot)) !== root) {
      throw new SourceError(
        `returned a header that does not hash to root ${root}`,
      );
    }
    return head;
  }

  private readHeadOfBlock(url: string, root: string): Promise<BlockHead> {
    const path = `/eth/v2/beacon/blocks/${root}`;
    return this.request(
      url + path,
      'application/octet-stream',
      async incoming => {
        const { first } = await readFirst(incoming, BLOCK_HEAD_BYTES);
        incoming.destroy();
        const head = readBlockHead(first);
        if (!head) {
          throw new SourceError(`returned no SSZ block for root ${root}`);
        }
        return head;
      },
    );
  }

  private fetchJson(url: string, path: string): Promise<unknown> {
    return this.request(url + path, 'application/json', incoming =>
      readJson(incoming, this.limits.smallBytes),
    );
  }

  /** Sends one request and reads its response within one timeout. */
  private async request<T>(
    url: string,
    accept: string,
    read: (incoming: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    const { smallMs } = this.limits;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(smallMs)]);
    try {
      return await read(await openUpstream({ url, accept, signal }));
    } catch (error) {
      throw signal.aborted ? new SourceError('did not respond in time') : error;
    }
  }
}
