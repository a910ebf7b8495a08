import type { ServerResponse } from 'node:http';
import type { CheckpointStatus, Network } from '@nodeyard/ethereum';
import type { Log } from '../log';
import { Agreement, noQuorumMessage } from './agreement';
import {
  requestFromSource,
  answerFromAgreement,
  isPinned,
  SSZ,
} from './sourceRequest';
import type { Limits } from './limits';
import { relayBody, type VerifiedResponse } from './relay';
import { optionalKinds, type CheckpointRequest } from './routes';
import { SourceStats } from './sourceStats';
import { toSourceError } from './sourceError';
import type { Survey } from './survey';
import { forkNameAt } from './verify';

export interface CheckpointOptions {
  network: Network;
  /** Base URLs of Beacon APIs. */
  sources: readonly string[];
  /** Number of sources that must agree; absent: a majority of those that respond, at least two. */
  quorum?: number;
  limits: Limits;
  log: Log;
}

/** Response without a relayed body. */
export type DirectAnswer =
  | { code: 404 | 503; message: string }
  | { code: 200; data: object };

/** Serves the checkpoint that the sources agree on to a consensus client, relayed from the most reliable of them. */
export class CheckpointService {
  private readonly agreement: Agreement;
  private readonly stats = new SourceStats();

  constructor(private readonly options: CheckpointOptions) {
    this.agreement = new Agreement(options);
  }

  stop(): void {
    this.agreement.stop();
  }

  /** For `/status`; undefined before the first request. */
  status(): CheckpointStatus | undefined {
    const round = this.agreement.latest;
    return round && this.stats.status(round);
  }

  /**
   * Answers one request.
   *
   * @returns undefined if the response was sent
   */
  async answer(
    request: CheckpointRequest,
    response: ServerResponse,
  ): Promise<DirectAnswer | undefined> {
    for (let attempt = 0; attempt < 2; attempt++) {
      const round = await this.agreement.current();
      const { agreed } = round;
      if (request.id !== 'genesis') {
        if (!agreed) return { code: 503, message: noQuorumMessage(round) };
        if (!isPinned(request, agreed, this.options.network)) {
          // The client then gets a newer checkpoint at its next start.
          this.agreement.invalidate();
          return { code: 503, message: notPinnedMessage(agreed) };
        }
        const data = answerFromAgreement(request, agreed, this.options.network);
        if (data) return { code: 200, data };
      }
      if (await this.deliver(request, round, response)) return undefined;
      if (optionalKinds.includes(request.kind)) {
        return {
          code: 404,
          message: `no source has the ${request.kind} of ${request.id}`,
        };
      }
      this.agreement.invalidate();
    }
    return { code: 503, message: this.stats.failureMessage() };
  }

  /** Relays the response of the first source that has one. @returns false if no source has, and nothing was sent */
  private async deliver(
    request: CheckpointRequest,
    round: Survey,
    response: ServerResponse,
  ): Promise<boolean> {
    for (const url of this.stats.rank(round, isState(request))) {
      try {
        const { agreed } = round;
        const ready = await requestFromSource(url, request, {
          ...this.options,
          agreed,
        });
        await this.send(url, request, ready, response);
        return true;
      } catch (error) {
        const { message, status } = toSourceError(error);
        if (status !== undefined && optionalKinds.includes(request.kind)) {
          continue;
        }
        this.stats.recordFailure(url, message);
        this.options.log('error', `checkpoint source ${url} ${message}`);
        // A truncated response must not look complete.
        if (response.headersSent) {
          response.destroy();
          return true;
        }
      }
    }
    return false;
  }

  private async send(
    url: string,
    request: CheckpointRequest,
    ready: VerifiedResponse,
    response: ServerResponse,
  ): Promise<void> {
    const { limits, log } = this.options;
    const began = performance.now();
    if (isState(request)) this.stats.recordState(url);
    response.writeHead(200, this.headersOf(request, ready));
    let bytes = 0;
    await relayBody(ready, response, limits, length => {
      bytes += length;
      this.stats.recordBytes(url, length);
      this.agreement.touch();
    });
    response.end();
    const seconds = Math.round(performance.now() - began) / 1000;
    log('info', `sent the ${request.kind} of ${request.id} from ${url}`, {
      bytes,
      seconds,
    });
  }

  private headersOf(
    request: CheckpointRequest,
    { incoming: { headers } }: VerifiedResponse,
  ): Record<string, string> {
    const slot =
      request.id === 'genesis' ? 0 : this.agreement.latest?.agreed?.head.slot;
    // Checkpointz omits this header, which some clients require.
    const fork =
      headers['eth-consensus-version'] ??
      (slot === undefined ? undefined : forkNameAt(slot, this.options.network));
    const length = headers['content-length'];
    return {
      'Content-Type': headers['content-type'] ?? SSZ,
      ...(length && { 'Content-Length': length }),
      ...(fork && { 'Eth-Consensus-Version': String(fork) }),
    };
  }
}

/** Whether the client starts from the resource. */
function isState({ kind, id }: CheckpointRequest): boolean {
  return kind === 'state' && id !== 'genesis';
}

function notPinnedMessage({
  root,
  head,
}: NonNullable<Survey['agreed']>): string {
  return `only the agreed checkpoint is served: block ${root} at slot ${head.slot}. Request it by slot, by root or as finalized.`;
}
