import {
  judge,
  windowOf,
  type Network,
  type NodeSample,
  type Verdict,
} from '@nodeyard/ethereum';

/** What is known of the node right now. */
export interface View {
  verdict: Verdict;
  /** Absent before the first probe. */
  sample?: NodeSample;
}

/** Keeps one node's samples of the last minutes, and the verdict on them. */
export class NodeWatch {
  private samples: NodeSample[] = [];
  private verdict?: Verdict;

  constructor(
    private readonly subject: { network: Network; pollIntervalMs: number },
  ) {}

  /** Takes a sample and judges it. */
  observe(sample: NodeSample, now: number): Verdict {
    this.samples = windowOf([...this.samples, sample], now);
    this.verdict = this.judgeAt(now);
    return this.verdict;
  }

  /**
   * The newest verdict; judged again when the newest sample has become too old to be believed, or lies ahead because the
   * clock was set back, so that a sidecar whose probing hangs or that was frozen never hands out yesterday's "in sync".
   */
  at(now: number): View {
    const sample = this.samples.at(-1);
    const { pollIntervalMs } = this.subject;
    const fresh =
      sample !== undefined &&
      now - sample.at <= 3 * pollIntervalMs &&
      sample.at - now <= pollIntervalMs;
    return {
      verdict: fresh && this.verdict ? this.verdict : this.judgeAt(now),
      sample,
    };
  }

  private judgeAt(now: number): Verdict {
    return judge({
      ...this.subject,
      samples: this.samples,
      now,
      previous: this.verdict,
    });
  }
}
