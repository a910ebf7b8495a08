import { judge } from '../../health/judge';
import type { NodeSample } from '../../health/sample';
import type { NodeState, Verdict } from '../../health/verdict';
import { windowOf } from '../../health/window';
import { probeNode } from '../../probe/probeNode';
import { recordedDevMode, recordedDevnet } from '../networks';
import { replay, type Answers } from '../replay';
import { answersAt } from './answersAt';
import exporter from './exporter.json';
import { moments, nameOf, type Moment } from './moments';
import { rules } from './rules';

/** What every rule says of one moment. */
export interface Row {
  moment: Moment;
  state: NodeState;
  /** Whether callers would be sent to the node: by us, then by each of the rules. */
  ours: boolean;
  /** The same by a sidecar, which sees no other node of the network. */
  alone: boolean;
  theirs: boolean[];
}

/** Blocks that the network had when it stopped; before that it had one in every slot. */
const LAST_BLOCK = 328;

/** Samples in a row of one moment: enough for hysteresis to follow it either way. */
const PROBES = 3;

export function compareMoments(): Promise<Row[]> {
  return Promise.all(moments.map(compare));
}

async function compare(moment: Moment): Promise<Row> {
  const { at, answers } = answersAt(moment);
  const { secondsPerSlot, genesisTime = 0 } = recordedDevnet;
  const verdict = await judgeMoment(moment, at, answers);
  const alone = { ...moment, otherHead: undefined };
  const sample = await probeMoment(moment, at, answers);
  const exported: Record<string, Record<string, number>> = exporter.moments;
  const circumstances = {
    networkBlock: Math.min(
      Math.floor((at / 1000 - genesisTime) / secondsPerSlot),
      LAST_BLOCK,
    ),
    exported: exported[nameOf(moment)] ?? {},
  };
  return {
    moment,
    state: verdict.state,
    ours: verdict.ready,
    alone: (await judgeMoment(alone, at, answers)).ready,
    theirs: rules.map(({ usable }) => usable(sample, circumstances)),
  };
}

/**
 * Our verdict on a node that was in sync until the moment and has been as recorded for three looks, a second apart, as a
 * backend judges that sees the other node of the network.
 */
async function judgeMoment(
  moment: Moment,
  at: number,
  answers: Answers,
): Promise<Verdict> {
  const { otherHead } = moment;
  const samples: NodeSample[] = [];
  let verdict = inSync(at);
  for (let place = 0; place < PROBES; place += 1) {
    const now = at + place * 1000;
    samples.push(await probeMoment(moment, now, answers));
    verdict = judge({
      network: moment.consensus === false ? recordedDevMode : recordedDevnet,
      samples: windowOf(samples, now),
      now,
      pollIntervalMs: 1000,
      previous: verdict,
      others:
        otherHead === undefined
          ? undefined
          : { count: 1, newestHeadTimestamp: otherHead },
    });
  }
  return verdict;
}

function inSync(at: number): Verdict {
  return {
    state: 'SYNCED',
    ready: true,
    since: at - 60_000,
    summary: '',
    reasons: [],
    evidence: {},
    forks: [],
    forkReady: true,
    runbook: 'synced',
  };
}

function probeMoment(
  { consensus }: Moment,
  at: number,
  answers: Answers,
): Promise<NodeSample> {
  return probeNode({
    executionUrl: 'http://127.0.0.1:8545',
    ...(consensus === false ? {} : { consensusUrl: 'http://127.0.0.1:5052' }),
    fetch: replay(answers),
    timeoutMs: 100,
    now: () => at,
  });
}
