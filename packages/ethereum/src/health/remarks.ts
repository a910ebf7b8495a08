import type { Network } from '../networks/schema';
import { mayRefuse } from './refusals';
import {
  unneededAnswers,
  type NodeSample,
  type Unanswered,
  type UnneededAnswer,
} from './sample';
import type { NodeState, Verdict } from './verdict';

const names: Record<UnneededAnswer, string> = {
  genesis: 'what its block 0 is',
  syncing: 'whether it syncs',
  peers: 'how many peers it has',
  version: 'which release it is',
};

/** States about which nothing more need be said: the execution client is another network's, or does not answer. */
const settled: readonly NodeState[] = ['WRONG_NETWORK', 'UNREACHABLE'];

/** What a verdict had to do without: never a cause of its state, and yet to be known. */
export function remarks(
  network: Network,
  { execution, consensus }: NodeSample,
  state: NodeState,
  proof: Verdict['networkProof'],
): string[] {
  if (settled.includes(state) || execution.kind !== 'ok') {
    return [];
  }
  const { clientVersion, unanswered = {} } = execution.value;
  const isUnproved = network.genesisHash !== undefined && proof === undefined;
  return [
    ...(isUnproved
      ? [
          `nothing but its chain ID shows that the execution client is on ${
            network.name
          }: it does not give block 0 (${
            unanswered.genesis?.why ?? 'no answer'
          }), nor a fork ID that follows from the genesis of ${network.name}`,
        ]
      : []),
    ...unusual('execution', unanswered, clientVersion, isUnproved),
    ...(consensus.kind === 'ok'
      ? unusual('consensus', consensus.value.unanswered)
      : []),
  ];
}

function unusual(
  layer: 'execution' | 'consensus',
  unanswered: Unanswered = {},
  clientVersion?: string,
  isGenesisSaid = false,
): string[] {
  return unneededAnswers.flatMap(question => {
    const refusal = unanswered[question];
    const isKnown =
      refusal === undefined ||
      (question === 'genesis' && isGenesisSaid) ||
      mayRefuse(clientVersion, question, refusal);
    return isKnown
      ? []
      : `${layer} client does not say ${names[question]} (${refusal.why})`;
  });
}
