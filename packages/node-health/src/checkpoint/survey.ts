import type { CheckpointStatus, Network } from '@nodeyard/ethereum';
import { SourceClient, type FinalizedCheckpoint } from './sourceClient';
import { candidatesOf, requiredQuorum, type Candidate } from './candidates';
import type { Limits } from './limits';
import { toSourceError } from './sourceError';

/** Result of one source relative to the agreed block. */
export interface SourceVerdict {
  url: string;
  result: CheckpointStatus['sources'][number]['result'];
  detail: string;
}

/** Result of querying all sources: the finalized block of a quorum, and the result of each source. */
export interface Survey {
  at: number;
  /** Number of sources that had to agree. */
  needed: number;
  /** Absent: no quorum. */
  agreed?: Candidate;
  sources: SourceVerdict[];
}

interface SurveyOptions {
  network: Network;
  sources: readonly string[];
  /** Number of sources that must agree; absent: a majority of those that respond, at least two. */
  quorum?: number;
  limits: Limits;
  signal: AbortSignal;
}

/** Maximum age, relative to the newest agreed block, of a block at the first slot of an epoch that is preferred to it. */
const ALIGNED_WITHIN_EPOCHS = 4;

/**
 * Queries the finalized block of all sources and selects the newest one that a quorum has. Sources may be an epoch or two apart:
 * those ahead are queried for their block at the slot of the candidate.
 */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { network, sources, quorum, limits } = options;
  const at = Date.now();
  const signal = AbortSignal.any([
    options.signal,
    AbortSignal.timeout(limits.surveyMs),
  ]);
  const client = new SourceClient(network, limits, signal);
  const verdicts = new Map<string, SourceVerdict>();
  const results = await Promise.all(
    sources.map(async url => {
      try {
        return await client.readFinalized(url, at);
      } catch (error) {
        const { fault, message } = toSourceError(error);
        verdicts.set(url, { url, result: fault, detail: message });
        return [];
      }
    }),
  );
  const answers = results.flat();

  const quorumSize = requiredQuorum(sources.length, answers.length, quorum);
  let agreed: Round | undefined;
  for (const candidate of candidatesOf(answers)) {
    const isTooOld =
      agreed &&
      agreed.candidate.head.slot - candidate.head.slot >
        ALIGNED_WITHIN_EPOCHS * network.slotsPerEpoch;
    if (isTooOld) break;
    const round = await countVotes(client, candidate, answers);
    const hasQuorum = round.voters.length >= quorumSize;
    if (hasQuorum && (!agreed || isAligned(candidate, network))) agreed = round;
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

/** Whether a block is at the first slot of an epoch: some consensus clients refuse other blocks. */
function isAligned({ head }: Candidate, { slotsPerEpoch }: Network): boolean {
  return head.slot % slotsPerEpoch === 0;
}

interface Round {
  candidate: Candidate;
  voters: string[];
  verdicts: Map<string, SourceVerdict>;
}

/** Queries which sources have the candidate in their finalized chain. */
async function countVotes(
  client: SourceClient,
  candidate: Candidate,
  answers: readonly FinalizedCheckpoint[],
): Promise<Round> {
  const verdicts = await Promise.all(
    answers.map(answer => judgeSource(client, candidate, answer)),
  );
  return {
    candidate,
    voters: verdicts.flatMap(({ url, result }) =>
      result === 'agreed' ? [url] : [],
    ),
    verdicts: new Map(verdicts.map(verdict => [verdict.url, verdict])),
  };
}

async function judgeSource(
  client: SourceClient,
  { root, head, genesisValidatorsRoot }: Candidate,
  answer: FinalizedCheckpoint,
): Promise<SourceVerdict> {
  const { url } = answer;
  if (answer.genesisValidatorsRoot !== genesisValidatorsRoot) {
    return {
      url,
      result: 'wrong-network',
      detail: `is on another network: genesis_validators_root ${answer.genesisValidatorsRoot}`,
    };
  }
  if (answer.root === root) {
    return { url, result: 'agreed', detail: 'has it as its finalized block' };
  }
  if (answer.head.slot < head.slot) {
    return {
      url,
      result: 'behind',
      detail: `has finalized only slot ${answer.head.slot}`,
    };
  }
  try {
    const rootAtSlot = await client.readRoot(url, String(head.slot));
    return rootAtSlot === root
      ? { url, result: 'agreed', detail: 'has it in its finalized chain' }
      : { url, result: 'disagreed', detail: `has ${rootAtSlot} at that slot` };
  } catch (error) {
    const { message } = toSourceError(error);
    return {
      url,
      result: 'failed',
      detail: `${message} (at slot ${head.slot})`,
    };
  }
}

function unconfirmed({ url, root, head }: FinalizedCheckpoint): SourceVerdict {
  return {
    url,
    result: 'unconfirmed',
    detail: `has ${root} at slot ${head.slot}`,
  };
}
