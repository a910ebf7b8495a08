import type { CheckpointStatus, Network } from '@nodeyard/ethereum';
import { Questions, type Answer } from './askSource';
import { candidatesOf, needed, type Candidate } from './candidates';
import type { Limits } from './limits';
import { asSourceError } from './sourceError';

/** How one source stands to what was agreed on. */
export interface SourceVerdict {
  url: string;
  result: CheckpointStatus['sources'][number]['result'];
  detail: string;
}

/** A finalized block that enough sources name, and what all of them said. */
export interface Survey {
  at: number;
  /** How many had to agree. */
  needed: number;
  /** Absent: no quorum. */
  agreed?: Candidate;
  sources: SourceVerdict[];
}

interface SurveyOptions {
  network: Network;
  sources: readonly string[];
  /** How many must agree; absent: a majority of those that answer, at least two. */
  quorum?: number;
  limits: Limits;
  signal: AbortSignal;
}

/** Epochs by which a checkpoint whose first slot has a block may be older than the newest one. */
const ALIGNED_WITHIN_EPOCHS = 4;

/**
 * Asks all sources for their finalized block, and finds the newest one that enough of them have. They may be an epoch or
 * two apart: who is ahead is asked for its block at the slot of the older one.
 */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { network, sources, quorum, limits } = options;
  const at = Date.now();
  const signal = AbortSignal.any([
    options.signal,
    AbortSignal.timeout(limits.surveyMs),
  ]);
  const questions = new Questions(network, limits, signal);
  const verdicts = new Map<string, SourceVerdict>();
  const asked = await Promise.all(
    sources.map(async url => {
      try {
        return await questions.finalized(url, at);
      } catch (error) {
        const { fault, message } = asSourceError(error);
        verdicts.set(url, { url, result: fault, detail: message });
        return [];
      }
    }),
  );
  const answers = asked.flat();

  const quorumSize = needed(sources.length, answers.length, quorum);
  let agreed: Round | undefined;
  for (const candidate of candidatesOf(answers)) {
    const tooOld =
      agreed &&
      agreed.candidate.head.slot - candidate.head.slot >
        ALIGNED_WITHIN_EPOCHS * network.slotsPerEpoch;
    if (tooOld) break;
    const round = await confirm(questions, candidate, answers);
    const enough = round.voters.length >= quorumSize;
    if (enough && (!agreed || isAligned(candidate, network))) agreed = round;
    if (agreed && isAligned(agreed.candidate, network)) break;
  }

  for (const answer of answers) {
    verdicts.set(
      answer.url,
      agreed?.verdicts.get(answer.url) ?? unconfirmed(answer),
    );
  }
  return {
    at,
    needed: quorumSize,
    agreed: agreed && { ...agreed.candidate, urls: agreed.voters },
    sources: sources.flatMap(url => verdicts.get(url) ?? []),
  };
}

/** Consensus clients start at the first slot of an epoch, and some refuse any other block. */
function isAligned({ head }: Candidate, { slotsPerEpoch }: Network): boolean {
  return head.slot % slotsPerEpoch === 0;
}

interface Round {
  candidate: Candidate;
  voters: string[];
  verdicts: Map<string, SourceVerdict>;
}

/** Who has the candidate in its finalized chain. */
async function confirm(
  questions: Questions,
  candidate: Candidate,
  answers: readonly Answer[],
): Promise<Round> {
  const verdicts = await Promise.all(
    answers.map(answer => verdictOn(questions, candidate, answer)),
  );
  return {
    candidate,
    voters: verdicts.flatMap(({ url, result }) =>
      result === 'agreed' ? [url] : [],
    ),
    verdicts: new Map(verdicts.map(verdict => [verdict.url, verdict])),
  };
}

async function verdictOn(
  questions: Questions,
  { root, head, genesisValidatorsRoot }: Candidate,
  answer: Answer,
): Promise<SourceVerdict> {
  const { url } = answer;
  if (answer.genesisValidatorsRoot !== genesisValidatorsRoot) {
    return {
      url,
      result: 'wrong-network',
      detail: `is of another network: genesis_validators_root ${answer.genesisValidatorsRoot}`,
    };
  }
  if (answer.root === root) {
    return { url, result: 'agreed', detail: 'has it as its finalized block' };
  }
  if (answer.head.slot < head.slot) {
    return {
      url,
      result: 'behind',
      detail: `has finalized no more than slot ${answer.head.slot}`,
    };
  }
  try {
    const there = await questions.root(url, String(head.slot));
    return there === root
      ? { url, result: 'agreed', detail: 'has it in its finalized chain' }
      : { url, result: 'disagreed', detail: `has ${there} at that slot` };
  } catch (error) {
    const { message } = asSourceError(error);
    return {
      url,
      result: 'failed',
      detail: `${message} (asked for slot ${head.slot})`,
    };
  }
}

function unconfirmed({ url, root, head }: Answer): SourceVerdict {
  return {
    url,
    result: 'unconfirmed',
    detail: `has ${root} at slot ${head.slot}`,
  };
}
