import type { NodeState } from '@nodeyard/ethereum';

/**
 * What a reason may blame. A verdict that blames anything for which a situation gives no evidence is wrong, whatever else it
 * says.
 */
export const accusations = {
  'execution client':
    /execution client (has not answered|has refused access|has returned invalid responses|has answered with an? (HTTP )?error)/i,
  'consensus client':
    /consensus client (has not answered|has refused access|has returned invalid responses|has answered with an? (HTTP )?error)/i,
  // Not the init container of that name, whose start Backstage tells.
  'engine API': /[Ee]ngine (endpoint|API)|\bJWT\b|do not reach each other/,
  peers: /no peers|p2p port|bootnodes|firewall/i,
  clock: /\bclock\b/i,
  'other network':
    /was made for another network|is on chain \d|has genesis 0x/i,
  fork: /\bfork\b|does not know \w+|has .* at epoch|upgrade it/i,
  disk: /\bdisk\b|\bvolume\b|no space/i,
  'the network itself':
    /none of \d+ other node\(s\)|not the fault of this node/i,
} as const satisfies Record<string, RegExp>;

export type Accusation = keyof typeof accusations;

/** What one of those who speak of a node's state has to say. */
export interface ExpectedReport {
  states: readonly NodeState[];
  /** The first reason, which summaries show. */
  reason: RegExp;
  /** Where the cause is a further reason: the one that must be among them. */
  cause?: RegExp;
}

/** What is right to say and do in a situation. */
export interface Expectation extends ExpectedReport {
  /** Everything that reasons may blame, from the cause on. */
  blames: readonly Accusation[];
  /** Whether the node may receive traffic. */
  ready: boolean;
  /** The flag beside the state. */
  forkReady?: false;
  /** Where Backstage sees more than the sidecar, which knows its own node only. */
  tab?: ExpectedReport;
}

/** A verdict, as the sidecar or Backstage gives it. */
export interface ReportedState {
  state: NodeState;
  ready: boolean;
  reasons: readonly string[];
  forkReady: boolean;
}

/** One look at all three that judge. */
export interface Observation {
  /** Since the cause. */
  seconds: number;
  /** Absent while it does not answer. */
  sidecar?: ReportedState;
  readiness: { podReady: boolean; endpoints: number };
  /** Absent while Backstage does not know the node. */
  tab?: ReportedState;
}

export const judges = ['sidecar', 'readiness', 'tab'] as const;
export type Judge = (typeof judges)[number];

/** Why one of the three is not as expected in a look; undefined when it is. */
export function shortcoming(
  expected: Expectation,
  observation: Observation,
  judge: Judge,
): string | undefined {
  if (judge === 'readiness') {
    return wrongReadiness(expected, observation.readiness);
  }
  const opinion = judge === 'tab' ? expected.tab ?? expected : expected;
  return wrongVerdict(expected, opinion, observation[judge]);
}

function wrongReadiness(
  { ready }: Expectation,
  { podReady, endpoints }: Observation['readiness'],
): string | undefined {
  const expectedCount = ready ? 1 : 0;
  return podReady === ready && endpoints === expectedCount
    ? undefined
    : `the pod is ${
        podReady ? '' : 'not '
      }ready, and the Service leads to ${endpoints}`;
}

function wrongVerdict(
  expected: Expectation,
  { states, reason, cause }: ExpectedReport,
  reported: ReportedState | undefined,
): string | undefined {
  if (!reported) return 'it says nothing';
  const { state, reasons, ready } = reported;
  const first = reasons[0] ?? '';
  if (!states.includes(state) || !reason.test(first)) {
    return `it says ${state}: ${first}`;
  }
  if (cause && !reasons.some(text => cause.test(text))) {
    return `none of its reasons names the cause: ${reasons.join('; ')}`;
  }
  if (ready !== expected.ready) return `it says ready: ${ready}`;
  const flag = expected.forkReady ?? true;
  return reported.forkReady === flag
    ? undefined
    : `it says forkReady: ${reported.forkReady}`;
}

/** Reasons that blame what they must not, each once, with what it blames. */
export function falseAccusations(
  { blames }: Expectation,
  observations: readonly Observation[],
): string[] {
  const reasons = observations.flatMap(look => [
    ...(look.sidecar?.reasons ?? []),
    ...(look.tab?.reasons ?? []),
  ]);
  const wrong = Object.entries(accusations).filter(
    ([name]) => !blames.some(allowed => allowed === name),
  );
  const found = reasons.flatMap(text =>
    wrong
      .filter(([, words]) => words.test(text))
      .map(([name]) => [name, text] as const),
  );
  // Ages differ from look to look: one example of each is enough.
  return [...new Map(found).entries()].map(
    ([name, text]) => `blames ${name} without evidence: ${text}`,
  );
}
