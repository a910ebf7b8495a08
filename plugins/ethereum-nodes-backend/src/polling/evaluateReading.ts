import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  NodeReading,
  PodCount,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type {
  JudgeInput,
  Message,
  NodeSample,
  NodeState,
  Verdict,
} from '@nodeyard/ethereum';
import {
  asMessage,
  applyMaintenance,
  isSameStall,
  isUnderWay,
  judge,
  toMessage,
  MAX_REASONS,
  reasonMessages,
  runbookAnchor,
  windowOf,
  renderVerdictText,
} from '@nodeyard/ethereum';
import {
  findBuiltInNetwork,
  PLACEHOLDER_NETWORK,
  type NetworkLookup,
  UNKNOWN_NETWORK,
} from '../networkLookup';
import { isStillValid } from '../store/validity';
import type { KnownNode, PolledNode } from '../store/KnownNode';
import { staleSummary } from '../store/staleSummary';
import { pollDelayMs } from './backoff';
import { compareFacts, versionFacts } from './facts';
import { resolveNetworkName } from './networkName';
import {
  clampToNow,
  clockSkew,
  networkOfSidecar,
  staleClockProblem,
} from './sidecarClock';
import { thinSamples } from './thinSamples';

/** Polling periods for which a verdict is valid. */
const VALID_PERIODS = 3;
/** Periods for a node that is ready by hysteresis alone: further bad samples would end that. */
const VALID_PERIODS_IN_DOUBT = 1.5;
/** States in which a node is ready without hysteresis. */
const READY_STATES: NodeState[] = ['SYNCED', 'INDEXING', 'NETWORK_STALL'];

export interface EvaluationInput {
  known: KnownNode;
  reading: NodeReading;
  /** True if no request was sent, because the circuit breaker of the cluster is open. */
  skipped: boolean;
  others: JudgeInput['others'];
  /** Default: built-in networks. */
  findNetwork?: NetworkLookup;
  /** Milliseconds since the epoch. */
  now: number;
  /** Start of the round, which the next poll is counted from: a long round does not delay it. Default: `now`. */
  startedAt?: number;
  pollMs: number;
  /** Moves the time of the next poll of a node that answers. Default: not. */
  align?: (nodeId: string, at: number, pollMs: number) => number;
  /** From 0 to 1. */
  random: number;
}

/** Turns a reading into a verdict with its expiry and the time of the next poll. */
export function evaluateReading(read: EvaluationInput): PolledNode {
  const input = { ...read, reading: toPlannedDowntime(read) };
  const {
    known,
    now,
    pollMs,
    random,
    findNetwork = findBuiltInNetwork,
  } = input;
  const { last } = known;
  const name = resolveNetworkName(
    known,
    input.reading.kind === 'sample' ? input.reading.sample : undefined,
    findNetwork,
  );
  const outcome = toOutcome(input);
  const failures = countFailures(input, outcome);
  const counted = input.skipped ? 0 : failures;
  const regular =
    (input.startedAt ?? now) + pollDelayMs(counted, pollMs, random);
  const nextPollAt =
    input.align && counted === 0
      ? input.align(known.node.id, regular, pollMs)
      : regular;
  const previous = last?.verdict;
  const verdict = outcome.verdict
    ? applyMaintenance(
        outcome.verdict,
        read.reading.maintenance,
        now,
        fleetMessages,
      )
    : previous ??
      verdictWithoutSample('UNKNOWN', say('never-looked-at', {}), {
        since: now,
        now,
      });
  const sameState = previous?.state === verdict.state;
  return {
    nodeId: known.node.id,
    at: now,
    // The sidecar forgets `since` when it restarts.
    verdict: isSameCondition(previous, verdict)
      ? { ...verdict, since: Math.min(previous.since, verdict.since) }
      : verdict,
    sample: outcome.sample ?? (outcome.verdict ? undefined : last?.sample),
    recentSamples: outcome.recentSamples ?? last?.recentSamples ?? [],
    lastSeen: outcome.answered ? now : last?.lastSeen,
    failures,
    nextPollAt,
    expiresAt: outcome.verdict
      ? nextPollAt + (validPeriods(outcome.verdict) - 1) * pollMs
      : last?.expiresAt ?? now,
    pollError: outcome.pollError,
    pods: outcome.verdict ? outcome.pods : last?.pods,
    reportedNetwork: name === known.node.network ? undefined : name,
    snapshotStaleAfterSeconds:
      read.reading.kind === 'status'
        ? read.reading.status.snapshots?.staleAfterSeconds
        : last?.snapshotStaleAfterSeconds,
    fresh: outcome.verdict !== undefined,
    transitioned: !sameState,
    ...compareFacts(
      known.facts ?? [],
      [
        // The sample of a pool is from any of its pods, so its versions are not comparable.
        ...(outcome.pods ? [] : versionFacts(outcome.sample)),
        ...(known.node.facts ?? []),
      ],
      now,
    ),
  };
}

/** Whether the condition continues: the same state, or another state for the same stop of the head. */
function isSameCondition(
  before: Verdict | undefined,
  { state, evidence: { headNumber } }: Verdict,
): before is Verdict {
  return before?.state === state || isSameStall(before, { state, headNumber });
}

/** A node that does not answer during a planned stop is down, which is not a failure to read it. */
function toPlannedDowntime({ reading, now }: EvaluationInput): NodeReading {
  return reading.kind === 'failed' && isUnderWay(reading.maintenance, now)
    ? { kind: 'down', reason: reading.reason, pods: reading.pods }
    : reading;
}

function validPeriods({ ready, state }: Verdict): number {
  return ready && !READY_STATES.includes(state)
    ? VALID_PERIODS_IN_DOUBT
    : VALID_PERIODS;
}

/** Consecutive failures for the backoff. A node that is known to be down is cheap to poll and has none. */
function countFailures(
  { known, reading, skipped }: EvaluationInput,
  { answered }: Outcome,
): number {
  const before = known.last?.failures ?? 0;
  if (skipped) return before;
  return answered || reading.kind === 'down' ? 0 : before + 1;
}

interface Outcome {
  /** Absent: the previous verdict is still valid. */
  verdict?: Verdict;
  sample?: NodeSample;
  recentSamples?: NodeSample[];
  /** Whether the node itself answered. */
  answered: boolean;
  pollError?: Message;
  pods?: PodCount;
}

function toOutcome(input: EvaluationInput): Outcome {
  const { reading, now } = input;
  switch (reading.kind) {
    case 'sample':
      return judgeSample(input, reading.sample);
    case 'status': {
      const wrong = staleClockProblem(reading.status, now);
      return wrong
        ? keepOrExpireVerdict(input, wrong)
        : {
            verdict: sidecarVerdict(input, reading),
            sample: reading.status.sample,
            recentSamples: [],
            answered: true,
            pods: reading.pods,
          };
    }
    case 'down':
      return {
        verdict: verdictWithoutSample(
          'UNREACHABLE',
          asMessage(reading.reason),
          {
            since: Math.min(now, input.known.last?.lastSeen ?? now),
            now,
          },
        ),
        answered: false,
        pods: reading.pods,
      };
    default:
      return keepOrExpireVerdict(
        input,
        asMessage(reading.reason),
        reading.pods,
      );
  }
}

/** Keeps the previous verdict until it expires; then the node is UNKNOWN. */
function keepOrExpireVerdict(
  { known: { last }, now }: EvaluationInput,
  reason: Message,
  pods?: PodCount,
): Outcome {
  const holds =
    last && last.verdict.state !== 'UNKNOWN' && isStillValid(last, now);
  if (holds && !pods) return { answered: false, pollError: reason };
  const since = Math.min(now, last?.lastSeen ?? last?.expiresAt ?? now);
  return {
    verdict: verdictWithoutSample(
      'UNKNOWN',
      staleSummary(reason),
      { since, now },
      [reason],
    ),
    answered: false,
    pollError: reason,
    pods,
  };
}

function judgeSample(
  {
    known,
    others,
    now,
    pollMs,
    findNetwork = findBuiltInNetwork,
  }: EvaluationInput,
  sample: NodeSample,
): Outcome {
  const name = resolveNetworkName(known, sample, findNetwork);
  const answered =
    sample.execution.kind === 'ok' || sample.consensus.kind === 'ok';
  // A client that does not answer can be judged without a network.
  const network =
    findNetwork(name) ??
    (name === UNKNOWN_NETWORK ? PLACEHOLDER_NETWORK : undefined);
  if (!network) {
    const reason =
      name === known.node.network
        ? say('network-unknown', { network: name })
        : say('chain-unknown', { network: name });
    return {
      verdict: verdictWithoutSample('UNKNOWN', reason, { since: now, now }),
      sample,
      answered,
    };
  }
  const samples = windowOf([...(known.last?.recentSamples ?? []), sample], now);
  const verdict = judge({
    network,
    samples,
    now,
    pollIntervalMs: pollMs,
    others,
    previous: known.last?.verdict,
  });
  return { verdict, sample, recentSamples: thinSamples(samples), answered };
}

/**
 * Verdict of a sidecar, which knows its own node only. If its node has fallen behind, the heads of the other nodes decide whether
 * the whole network has stalled. They are compared by the clock of this backend, because the sidecar's may be wrong.
 */
function sidecarVerdict(
  {
    known,
    others,
    now,
    pollMs,
    findNetwork = findBuiltInNetwork,
  }: EvaluationInput,
  { status, notes = [] }: Extract<NodeReading, { kind: 'status' }>,
): Verdict {
  const network = networkOfSidecar(findNetwork(known.node.network), status);
  const apart = network && clockSkew(status, network, { now, pollMs });
  const remarks = [
    ...(apart === undefined ? [] : [apart]),
    ...notes.map(asMessage),
  ];
  const reported = status.verdict;
  const verdict = {
    ...reported,
    ...renderVerdictText(
      toMessage(fleetMessages, reported.summary, reported.summaryCoded),
      capReasons(reasonMessages(reported, fleetMessages), remarks),
      now,
      fleetMessages,
    ),
  };
  if (
    !network ||
    !status.sample ||
    !['STALLED', 'BEHIND'].includes(verdict.state)
  ) {
    return verdict;
  }
  const sample = clampToNow(status.sample, now);
  const again = judge({
    network,
    samples: [sample],
    now: sample.at,
    pollIntervalMs: pollMs,
    others,
    previous: known.last?.verdict,
  });
  if (again.state !== 'NETWORK_STALL') return verdict;
  const { state, runbook, finality } = again;
  return {
    ...verdict,
    ...renderVerdictText(
      toMessage(fleetMessages, again.summary, again.summaryCoded),
      capReasons(reasonMessages(again, fleetMessages), remarks),
      now,
      fleetMessages,
    ),
    finality,
    state,
    runbook,
    // The sidecar has measured when the head stopped.
    since: Math.min(verdict.since, again.since),
  };
}

/** Keeps all remarks within the maximum number of reasons. */
function capReasons(reasons: Message[], remarks: Message[]): Message[] {
  return [...reasons.slice(0, MAX_REASONS - remarks.length), ...remarks];
}

/** A verdict that is not based on a sample. */
function verdictWithoutSample(
  state: NodeState,
  summary: Message,
  { since, now }: { since: number; now: number },
  reasons: Message[] = [summary],
): Verdict {
  return {
    state,
    ready: false,
    since,
    ...renderVerdictText(summary, reasons, now, fleetMessages),
    evidence: {},
    forks: [],
    forkReady: true,
    runbook: runbookAnchor(state),
  };
}
