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
  /** When the newest sample was taken, whether or not it could be judged. */
  private takenAt?: number;

  constructor(
    private readonly subject: { network: Network; pollIntervalMs: number },
  ) {}

  /** Takes a sample and judges it. One that cannot be judged is not kept: it would spoil every judgement of ten minutes. */
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
   * The newest verdict; judged again when the newest sample has become too old to be believed, or lies ahead because the
   * clock was set back, so that a sidecar whose probing hangs or that was frozen never hands out yesterday's "in sync".
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
