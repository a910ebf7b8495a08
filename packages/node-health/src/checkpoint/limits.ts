/** Limits of time and size for a source, which is an untrusted server on the internet. */
export interface Limits {
  /** A small response: a root, a genesis, the first fields of a block. */
  smallMs: number;
  smallBytes: number;
  /** All requests of one survey. */
  surveyMs: number;
  /** From the request for a state to the first byte: a node may have to compute it. */
  firstByteMs: number;
  /** A transfer in which less than `windowBytes` arrive within `windowMs` has stalled. */
  windowMs: number;
  windowBytes: number;
  /** A whole transfer. Mainnet's state has about 300 MB; Prysm takes no more than 512 MiB. */
  transferMs: number;
  transferBytes: number;
  /** Validity of an agreement after its last use, so that a state and its block are of one checkpoint. */
  pinMs: number;
  /** Validity of a survey without a quorum. */
  pauseMs: number;
}

export const defaultLimits: Limits = {
  smallMs: 5_000,
  smallBytes: 64 * 1024,
  surveyMs: 20_000,
  firstByteMs: 30_000,
  windowMs: 15_000,
  windowBytes: 256 * 1024,
  transferMs: 30 * 60_000,
  transferBytes: 1024 ** 3,
  pinMs: 10 * 60_000,
  pauseMs: 10_000,
};
