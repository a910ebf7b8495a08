import { judge } from '../health/judge';
import type { JudgeInput } from '../health/judgeInput';
import { aSample, NOON, sepolia, type SampleOptions } from './aSample';

export const POLL_INTERVAL_MS = 5000;

/** Verdict at noon on a node of Sepolia; say what differs. */
export const judgeAtNoon = (
  samples: JudgeInput['samples'],
  input: Partial<JudgeInput> = {},
) =>
  judge({
    network: sepolia,
    samples,
    now: NOON,
    pollIntervalMs: POLL_INTERVAL_MS,
    ...input,
  });

/** Verdict on a node by one sample. */
export const judgeSample = (options: SampleOptions, input?: Partial<JudgeInput>) =>
  judgeAtNoon([aSample(options)], input);
