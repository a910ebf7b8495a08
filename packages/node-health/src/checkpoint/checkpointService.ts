import type { ServerResponse } from 'node:http';
import type { CheckpointStatus, Network } from '@nodeyard/ethereum';
import type { Log } from '../log';
import { Agreement, noQuorum } from './agreement';
import { askFor, dataOf, isPinned, SSZ } from './ask';
import type { Limits } from './limits';
import { passOn, type Ready } from './relay';
import { optional, type Asked } from './routes';
import { SourceBook } from './sourceBook';
import { asSourceError } from './sourceError';
import type { Survey } from './survey';
import { forkNameAt } from './verify';

export interface CheckpointOptions {
  network: Network;
  /** Base URLs of Beacon APIs. */
  sources: readonly string[];
  /** How many must agree; absent: a majority of those that answer, at least two. */
  quorum?: number;
  limits: Limits;
  log: Log;
}

/** Where nothing was passed on: what to answer instead. */
export type Instead =
  | { code: 404 | 503; message: string }
  | { code: 200; data: object };

/** Gives a consensus client the checkpoint that the sources agree on, from the best of them. */
export class CheckpointService {
  private readonly agreement: Agreement;
  private readonly book = new SourceBook();

  constructor(private readonly options: CheckpointOptions) {
    this.agreement = new Agreement(options);
  }

  stop(): void {
    this.agreement.stop();
  }

  /** For `/status`; undefined while nothing has asked. */
  status(): CheckpointStatus | undefined {
    const round = this.agreement.known;
    return round && this.book.status(round);
  }

  /** Answers one request that is on the list. */
  async answer(
    asked: Asked,
    response: ServerResponse,
  ): Promise<Instead | undefined> {
    for (let tries = 0; tries < 2; tries++) {
      const round = await this.agreement.current();
      const { agreed } = round;
      if (asked.id !== 'genesis') {
        if (!agreed) return { code: 503, message: noQuorum(round) };
        if (!isPinned(asked, agreed, this.options.network)) {
          // A client that cannot use this checkpoint gets a newer one at its next start.
          this.agreement.forget();
          return { code: 503, message: notPinned(agreed) };
        }
        const data = dataOf(asked, agreed, this.options.network);
        if (data) return { code: 200, data };
      }
      if (await this.deliver(asked, round, response)) return undefined;
      if (optional.includes(asked.what)) {
        return { code: 404, message: `no source has ${asked.what} of it` };
      }
      this.agreement.forget();
    }
    return { code: 503, message: this.book.undelivered() };
  }

  /** Passes on the answer of the first source that has one. False: none has, and nothing was sent. */
  private async deliver(
    asked: Asked,
    round: Survey,
    response: ServerResponse,
  ): Promise<boolean> {
    for (const url of this.book.ranked(round, isState(asked))) {
      try {
        const { agreed } = round;
        const ready = await askFor(url, asked, { ...this.options, agreed });
        await this.send(url, asked, ready, response);
        return true;
      } catch (error) {
        const { message, status } = asSourceError(error);
        if (status !== undefined && optional.includes(asked.what)) continue;
        this.book.blame(url, message);
        this.options.log('error', `checkpoint source ${url} ${message}`);
        // The client must not take for the whole what is half of it.
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
    asked: Asked,
    ready: Ready,
    response: ServerResponse,
  ): Promise<void> {
    const { limits, log } = this.options;
    const began = performance.now();
    if (isState(asked)) this.book.use(url);
    response.writeHead(200, this.headersOf(asked, ready));
    let bytes = 0;
    await passOn(ready, response, limits, length => {
      bytes += length;
      this.book.count(url, length);
      this.agreement.touch();
    });
    response.end();
    const seconds = Math.round(performance.now() - began) / 1000;
    log('info', `sent the ${asked.what} of ${asked.id} from ${url}`, {
      bytes,
      seconds,
    });
  }

  private headersOf(
    asked: Asked,
    { incoming: { headers } }: Ready,
  ): Record<string, string> {
    const slot =
      asked.id === 'genesis' ? 0 : this.agreement.known?.agreed?.head.slot;
    // Checkpointz leaves it out, and some clients want it.
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

/** Whether it is what the client starts from. */
function isState({ what, id }: Asked): boolean {
  return what === 'state' && id !== 'genesis';
}

function notPinned({ root, head }: NonNullable<Survey['agreed']>): string {
  return `only the agreed checkpoint is served: block ${root} of slot ${head.slot}, by slot, root or as finalized`;
}
