import { ensurePresent } from '../ensurePresent';
import {
  type Expectation,
  falseAccusations,
  type Judge,
  judges,
  type Observation,
  type ReportedState,
  shortcoming,
} from './expectation';

/** How one of the three judged. */
export interface Judgement {
  /** From the cause to the first look at which it was as expected and stayed so; an upper bound. Absent: it never was. */
  seconds?: number;
  /** Its last report. */
  last: string;
  /** Why that is not what is expected; absent when it is. */
  wrong?: string;
}

/** What was found in one situation. */
export interface Finding {
  judgements: Record<Judge, Judgement>;
  /** The sidecar's states in their order, each with its first reason. */
  course: Array<{
    seconds: number;
    state: string;
    ready: boolean;
    reason: string;
  }>;
  /** Everything that is not as expected; empty when all is well. */
  problems: string[];
}

/** Whether all three are as expected: there is no need to look longer. */
export const isSettled = (expected: Expectation, observation: Observation) =>
  judges.every(
    judge => shortcoming(expected, observation, judge) === undefined,
  );

/** What the looks since the cause, oldest first, mean. */
export function findingOf(
  expected: Expectation,
  observations: readonly Observation[],
): Finding {
  const judgementOf = (judge: Judge): Judgement => {
    const last = observations.at(-1);
    if (!last) return { last: 'never looked at', wrong: 'never looked at' };
    const wrong = shortcoming(expected, last, judge);
    const before = observations.findLastIndex(
      look => shortcoming(expected, look, judge) !== undefined,
    );
    return {
      ...(wrong === undefined
        ? { seconds: ensurePresent(observations[before + 1]).seconds }
        : { wrong }),
      last: describeObservation(last, judge),
    };
  };
  const judgements = {
    sidecar: judgementOf('sidecar'),
    readiness: judgementOf('readiness'),
    tab: judgementOf('tab'),
  };
  const wrong = judges.flatMap(judge => {
    const reason = judgements[judge].wrong;
    return reason === undefined ? [] : [`${judge}: ${reason}`];
  });
  return {
    judgements,
    course: courseOf(observations),
    problems: [...wrong, ...falseAccusations(expected, observations)],
  };
}

function describeObservation(look: Observation, judge: Judge): string {
  if (judge === 'readiness') {
    const { podReady, endpoints } = look.readiness;
    return `${podReady ? 'ready' : 'not ready'}, ${endpoints} endpoint(s)`;
  }
  return describeReport(look[judge]);
}

const describeReport = (reported: ReportedState | undefined) =>
  reported ? `${reported.state}: ${reported.reasons.join('; ')}` : 'no answer';

function courseOf(looks: readonly Observation[]): Finding['course'] {
  const course: Finding['course'] = [];
  for (const { seconds, sidecar } of looks) {
    const state = sidecar?.state ?? 'no answer';
    const ready = sidecar?.ready ?? false;
    const last = course.at(-1);
    if (last?.state === state && last.ready === ready) continue;
    course.push({ seconds, state, ready, reason: sidecar?.reasons[0] ?? '' });
  }
  return course;
}
