import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { outdatedDataMessage } from './dataAge';
import { finalityOf } from './finality';
import { forkReadiness } from './forks';
import { clockSkewSeconds, headAgeSeconds } from './head';
import type { JudgeInput } from './judgeInput';
import { progressOf } from './progress';
import { networkProof, carryGenesisHash } from './proof';
import { smoothedRate } from './rate';
import { isReady } from './readiness';
import { caveats } from './caveats';
import type { NodeSample } from './sample';
import { stateSince } from './stateSince';
import { isoTime } from './isoTime';
import { isStale } from './state';
import { reasonsFor, stateOf } from './stateRules';
import { summaryOf } from './summary';
import { runbookAnchor } from './states';
import type { Verdict } from './verdict';
import { renderVerdictText, type VerdictText } from './verdictText';

/**
 * Judges a node by its samples: state, readiness and reasons.
 *
 * Pure: the same input gives the same verdict. The state is that of the newest sample; readiness follows it with
 * hysteresis. docs/health.md defines the states and the order of their tests.
 * @public
 */
export function judge(input: JudgeInput): Verdict {
  const { network, now, pollIntervalMs, others, previous } = input;
  const samples = carryGenesisHash(input.samples);
  const newest = samples.at(-1);
  if (newest === undefined || isStale(newest, now, pollIntervalMs)) {
    return staleVerdict(input, newest);
  }
  const facts = { network, samples, newest, others };
  const state = stateOf(facts);
  const since = stateSince(state, facts, previous);
  const rate = smoothedRate(network, samples);
  const forks = forkReadiness(network, newest, now);
  const unreadyForks = forks.filter(
    ({ verdict }) => verdict === 'MISSING' || verdict === 'MISMATCH',
  );
  const finality = finalityOf(network, newest, state);
  const proof = networkProof(network, newest, input.samples, previous);
  const outdatedData = outdatedDataMessage(network, now);
  const reasons = [
    ...reasonsFor(state, { ...facts, rate, since }),
    ...unreadyForks.map(({ detailCoded }) => detailCoded),
    ...(finality?.finalizing === false ? [finality.detailCoded] : []),
    ...caveats(network, newest, state, proof),
    ...(outdatedData === undefined ? [] : [outdatedData]),
  ];
  const [decisive] = reasons;
  if (decisive === undefined) {
    throw new Error(`The state ${state} has no reason.`);
  }
  return {
    state,
    ready: isReady({ network, previous, samples, state, pollIntervalMs }),
    since,
    ...renderVerdictText(summaryOf(state, decisive), reasons, now),
    evidence: evidenceOf(network, newest, rate),
    progress:
      state === 'SYNCING' ? progressOf(network, newest, rate) : undefined,
    networkProof: proof,
    forks,
    forkReady: unreadyForks.length === 0,
    finality,
    runbook: runbookAnchor(state),
  } satisfies Record<
    keyof Omit<Verdict, keyof VerdictText | 'maintenance'>,
    unknown
  >;
}

/**
 * As {@link judge}, but never throws: the state is UNKNOWN after an error, with the error as the reason.
 * @public
 */
export function judgeSafely(input: JudgeInput): Verdict {
  try {
    return judge(input);
  } catch (error) {
    return verdictOnError(input, error);
  }
}

/** Verdict UNKNOWN after an error of {@link judge}. @public */
export function verdictOnError(
  input: Pick<JudgeInput, 'now' | 'previous'>,
  error: unknown,
): Verdict {
  const why = String(error).slice(0, 200);
  return unknownVerdict(input, createNodeMessage('unjudgeable', { why }));
}

function staleVerdict(
  input: JudgeInput,
  newest: NodeSample | undefined,
): Verdict {
  const { now } = input;
  return unknownVerdict(
    input,
    lastProbeMessage(newest, now),
    Math.min(now, newest?.at ?? now),
  );
}

function unknownVerdict(
  { now, previous }: Pick<JudgeInput, 'now' | 'previous'>,
  reason: Message,
  since = now,
): Verdict {
  return {
    state: 'UNKNOWN',
    ready: false,
    since: previous?.state === 'UNKNOWN' ? previous.since : since,
    ...renderVerdictText(summaryOf('UNKNOWN', reason), [reason], now),
    evidence: {},
    forks: [],
    forkReady: true,
    runbook: runbookAnchor('UNKNOWN'),
  };
}

function lastProbeMessage(
  newest: NodeSample | undefined,
  now: number,
): Message {
  if (newest === undefined) {
    return createNodeMessage('not-looked-at', {});
  }
  const at = isoTime(newest.at);
  const seconds = Math.round((now - newest.at) / 1000);
  return seconds < 0
    ? createNodeMessage('last-look-ahead', { at, ahead: -seconds })
    : createNodeMessage('last-look', { at, ago: seconds });
}

function evidenceOf(
  network: Network,
  newest: NodeSample,
  syncRate: number | undefined,
): Verdict['evidence'] {
  const execution =
    newest.execution.kind === 'ok' ? newest.execution.value : undefined;
  const consensus =
    newest.consensus.kind === 'ok' ? newest.consensus.value : undefined;
  return {
    headNumber: execution?.head.number,
    headAgeSeconds: headAgeSeconds(newest),
    syncRate,
    executionPeers: execution?.peers,
    consensusPeers: consensus?.peers,
    consensusSyncDistance: consensus?.syncDistance,
    clockSkewSeconds: clockSkewSeconds(network, newest),
  } satisfies Record<keyof Verdict['evidence'], unknown>;
}
