import type { CheckpointStatus } from '@nodeyard/ethereum';
import type { Survey } from './survey';

/** What each source has delivered, and how often it has not. */
export class SourceBook {
  private readonly failures = new Map<string, number>();
  private readonly lastFailure = new Map<string, string>();
  private readonly sent = new Map<string, number>();
  private readonly states = new Map<string, number>();
  private used?: string;

  /** The client has its state from there. */
  use(url: string): void {
    this.used = url;
    this.states.set(url, (this.states.get(url) ?? 0) + 1);
  }

  count(url: string, bytes: number): void {
    this.sent.set(url, (this.sent.get(url) ?? 0) + bytes);
  }

  blame(url: string, detail: string): void {
    this.failures.set(url, (this.failures.get(url) ?? 0) + 1);
    this.lastFailure.set(url, detail);
  }

  /**
   * Those that can have it, the fewest failures first: who agrees, or for a genesis, which has no quorum, who is of the
   * network. A client that asks for its state again could not use the last one, so another source is next.
   */
  ranked({ agreed, sources }: Survey, forState: boolean): string[] {
    const urls =
      agreed?.urls ??
      sources.flatMap(({ url, result }) =>
        result === 'wrong-network' || result === 'failed' ? [] : [url],
      );
    const doubt = (url: string) =>
      (this.failures.get(url) ?? 0) +
      (forState ? this.states.get(url) ?? 0 : 0);
    return [...urls].sort((a, b) => doubt(a) - doubt(b));
  }

  /** Why nothing was delivered. */
  undelivered(): string {
    const said = [...this.lastFailure].map(([url, why]) => `${url} ${why}`);
    return `no source delivers what was asked for (${said.join('; ')})`;
  }

  status(round: Survey): CheckpointStatus {
    return {
      result: round.agreed ? 'agreed' : 'no-quorum',
      at: round.at,
      needed: round.needed,
      slot: round.agreed?.head.slot,
      root: round.agreed?.root,
      used: this.used,
      sources: round.sources.map(source => ({
        ...source,
        sentBytes: this.sent.get(source.url) ?? 0,
        failure: this.lastFailure.get(source.url),
      })),
    };
  }
}
