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
 * The checkpoint that is served. The first request determines it, and later requests get the same one, so that a state and its
 * block belong together. It expires `pinMs` after its last use.
 */
export class Agreement {
  private newest?: Survey;
  private pending?: Promise<Survey>;
  private usedAt = 0;
  /** Whether the newest survey may be used. A running transfer extends it, but does not restore an invalidated one. */
  private isValid = false;
  private readonly abort = new AbortController();

  constructor(private readonly options: AgreementOptions) {}

  /** The newest survey, with or without a quorum; undefined before the first. */
  get latest(): Survey | undefined {
    return this.newest;
  }

  /** The valid survey; runs one if there is none. */
  async current(): Promise<Survey> {
    const { limits } = this.options;
    const validMs = this.newest?.agreed ? limits.pinMs : limits.pauseMs;
    const isFresh = performance.now() - this.usedAt < validMs;
    if (this.newest && this.isValid && isFresh) {
      if (this.newest.agreed) this.touch();
      return this.newest;
    }
    this.pending ??= this.runSurvey().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  /** Extends the agreement, which must not expire during a long transfer. */
  touch(): void {
    this.usedAt = performance.now();
  }

  /** The next request starts a new survey. */
  invalidate(): void {
    this.isValid = false;
  }

  stop(): void {
    this.abort.abort();
  }

  private async runSurvey(): Promise<Survey> {
    const { network, sources, quorum, limits, log } = this.options;
    const result = await survey({
      ...{ network, sources, quorum, limits },
      signal: this.abort.signal,
    });
    this.newest = result;
    this.isValid = true;
    this.touch();
    const fields = { needed: result.needed, sources: result.sources };
    if (result.agreed) {
      const { root, head, urls } = result.agreed;
      log(
        'info',
        `checkpoint of slot ${head.slot} (${root}): ${urls.length} of ${sources.length} sources agree`,
        fields,
      );
    } else {
      log('error', noQuorumMessage(result), fields);
    }
    return result;
  }
}

/** Error message of a survey without a quorum: the answer of every source, and the fix. */
export function noQuorumMessage({ needed, sources }: Survey): string {
  const details = sources.map(({ url, detail }) => `${url} ${detail}`);
  return `no checkpoint: fewer than ${needed} sources agree on a finalized block (${details.join(
    '; ',
  )}). Set consensus.checkpointSync to trusted sources.`;
}
