import type { CheckpointStatus } from '@nodeyard/ethereum';
import type { Survey } from './survey';

/** Bytes, states and failures of each source. */
export class SourceStats {
  private readonly failures = new Map<string, number>();
  private readonly lastFailure = new Map<string, string>();
  private readonly sent = new Map<string, number>();
  private readonly states = new Map<string, number>();
  private stateSource?: string;

  /** Records that the client received its state from a source. */
  recordState(url: string): void {
    this.stateSource = url;
    this.states.set(url, (this.states.get(url) ?? 0) + 1);
  }

  recordBytes(url: string, bytes: number): void {
    this.sent.set(url, (this.sent.get(url) ?? 0) + bytes);
  }

  recordFailure(url: string, detail: string): void {
    this.failures.set(url, (this.failures.get(url) ?? 0) + 1);
    this.lastFailure.set(url, detail);
  }

  /**
   * Usable sources, the fewest failures first: those that agree, or for a genesis, which has no quorum, those on the network. A
   * client that requests its state again could not use the last one, so each state sent counts like a failure.
   */
  rank({ agreed, sources }: Survey, forState: boolean): string[] {
    const urls =
      agreed?.urls ??
      sources.flatMap(({ url, result }) =>
        result === 'wrong-network' || result === 'failed' ? [] : [url],
      );
    const penalty = (url: string) =>
      (this.failures.get(url) ?? 0) +
      (forState ? this.states.get(url) ?? 0 : 0);
    return [...urls].sort((a, b) => penalty(a) - penalty(b));
  }

  /** Error message if no source delivered. */
  failureMessage(): string {
    const details = [...this.lastFailure].map(([url, why]) => `${url} ${why}`);
    return `no source delivered the resource (${details.join('; ')})`;
  }

  status(round: Survey): CheckpointStatus {
    return {
      result: round.agreed ? 'agreed' : 'no-quorum',
      at: round.at,
      needed: round.needed,
      slot: round.agreed?.head.slot,
      root: round.agreed?.root,
      used: this.stateSource,
      sources: round.sources.map(source => ({
        ...source,
        sentBytes: this.sent.get(source.url) ?? 0,
        failure: this.lastFailure.get(source.url),
      })),
    };
  }
}
