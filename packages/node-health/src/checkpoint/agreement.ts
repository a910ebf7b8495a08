import type { Network } from '@nodeyard/ethereum';
import type { Log } from '../log';
import type { Limits } from './limits';
import { survey, type Survey } from './survey';

interface AgreementOptions {
  network: Network;
  sources: readonly string[];
  quorum?: number;
  limits: Limits;
  log: Log;
}

/**
 * The checkpoint that is served: found with the first request, and the same for all that follow it, so that a state and its
 * block belong together. It is given up when nothing has asked for it for a while.
 */
export class Agreement {
  private newest?: Survey;
  private pending?: Promise<Survey>;
  private usedAt = 0;
  /** Whether the newest round holds: a transfer under way keeps it fresh, and does not bring it back. */
  private holds = false;
  private readonly ending = new AbortController();

  constructor(private readonly options: AgreementOptions) {}

  /** The newest round, whatever came of it; undefined before the first. */
  get known(): Survey | undefined {
    return this.newest;
  }

  /** The round that holds now; asks the sources when there is none. */
  async current(): Promise<Survey> {
    const { limits } = this.options;
    const patience = this.newest?.agreed ? limits.pinMs : limits.pauseMs;
    const isFresh = performance.now() - this.usedAt < patience;
    if (this.newest && this.holds && isFresh) {
      if (this.newest.agreed) this.touch();
      return this.newest;
    }
    this.pending ??= this.ask().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  /** It is in use: a transfer of an hour must not outlive it. */
  touch(): void {
    this.usedAt = performance.now();
  }

  /** The next request asks the sources again. */
  forget(): void {
    this.holds = false;
  }

  stop(): void {
    this.ending.abort();
  }

  private async ask(): Promise<Survey> {
    const { network, sources, quorum, limits, log } = this.options;
    const found = await survey({
      ...{ network, sources, quorum, limits },
      signal: this.ending.signal,
    });
    this.newest = found;
    this.holds = true;
    this.touch();
    const facts = { needed: found.needed, sources: found.sources };
    if (found.agreed) {
      const { root, head, urls } = found.agreed;
      log(
        'info',
        `checkpoint of slot ${head.slot} (${root}): ${urls.length} of ${sources.length} sources agree`,
        facts,
      );
    } else {
      log('error', noQuorum(found), facts);
    }
    return found;
  }
}

/** Why nothing can be served, with every source and the way out. */
export function noQuorum({ needed, sources }: Survey): string {
  const said = sources.map(({ url, detail }) => `${url} ${detail}`);
  return `no checkpoint: ${needed} sources must agree on a finalized block, and do not (${said.join(
    '; ',
  )}). Set consensus.checkpointSync to sources that you trust.`;
}
