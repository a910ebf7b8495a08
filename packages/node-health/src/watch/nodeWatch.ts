import {
  judge,
  judgeSafely,
  verdictOnError,
  windowOf,
  type JudgeInput,
  type Network,
  type NodeSample,
  type Verdict,
} from '@nodeyard/ethereum';

/** Current verdict and newest sample of a node. */
export interface View {
  verdict: Verdict;
  /** Absent before the first probe. */
  sample?: NodeSample;
}

/** Keeps the samples of one node of the last minutes, and the verdict on them. */
export class NodeWatch {
  private samples: NodeSample[] = [];
  private verdict?: Verdict;
  /** Time of the newest sample, whether or not it could be judged. */
  private takenAt?: number;

  constructor(
    private readonly subject: { network: Network; pollIntervalMs: number },
  ) {}

  /** Adds a sample and judges the node. A sample that cannot be judged is dropped: otherwise no verdict of the next ten minutes would be possible. */
  observe(sample: NodeSample, now: number): Verdict {
    this.takenAt = sample.at;
    const samples = windowOf([...this.samples, sample], now);
    try {
      this.verdict = judge(this.inputAt(samples, now));
      this.samples = samples;
    } catch (error) {
      this.verdict = verdictOnError({ now, previous: this.verdict }, error);
    }
    return this.verdict;
  }

  /**
   * The newest verdict. The node is judged again if the newest sample is stale, or in the future because the clock was set back, so
   * that a sidecar whose probes hang never serves an old "in sync".
   */
  at(now: number): View {
    const sample = this.samples.at(-1);
    const { pollIntervalMs } = this.subject;
    const fresh =
      this.takenAt !== undefined &&
      now - this.takenAt <= 3 * pollIntervalMs &&
      this.takenAt - now <= pollIntervalMs;
    return {
      verdict:
        fresh && this.verdict
          ? this.verdict
          : judgeSafely(this.inputAt(this.samples, now)),
      sample,
    };
  }

  private inputAt(samples: NodeSample[], now: number): JudgeInput {
    return { ...this.subject, samples, now, previous: this.verdict };
  }
}
