import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { mayRefuse } from './refusals';
import { optionalAnswers, type NodeSample, type Unanswered } from './sample';
import type { NodeState, Verdict } from './verdict';

/** States about which nothing more need be said: the execution client is another network's, or does not answer. */
const statesWithoutCaveats: readonly NodeState[] = [
  'WRONG_NETWORK',
  'UNREACHABLE',
];

/** What a verdict had to do without: never a cause of its state, and yet to be known. */
export function caveats(
  network: Network,
  { execution, consensus }: NodeSample,
  state: NodeState,
  proof: Verdict['networkProof'],
): Message[] {
  if (statesWithoutCaveats.includes(state) || execution.kind !== 'ok') {
    return [];
  }
  const { clientVersion, unanswered = {} } = execution.value;
  const isUnproven = network.genesisHash !== undefined && proof === undefined;
  return [
    ...(isUnproven
      ? [unprovenNetwork(network.name, unanswered.genesis?.why)]
      : []),
    ...unexpectedRefusals('execution', unanswered, clientVersion, isUnproven),
    ...(consensus.kind === 'ok'
      ? unexpectedRefusals('consensus', consensus.value.unanswered)
      : []),
  ];
}

function unprovenNetwork(network: string, why: string | undefined): Message {
  return why === undefined
    ? createNodeMessage('network-unproved-silent', { network })
    : createNodeMessage('network-unproved', { network, why });
}

function unexpectedRefusals(
  layer: 'execution' | 'consensus',
  unanswered: Unanswered = {},
  clientVersion?: string,
  isGenesisReported = false,
): Message[] {
  return optionalAnswers.flatMap(question => {
    const refusal = unanswered[question];
    const isKnown =
      refusal === undefined ||
      (question === 'genesis' && isGenesisReported) ||
      mayRefuse(clientVersion, question, refusal);
    return isKnown
      ? []
      : createNodeMessage(`unanswered-${question}`, {
          client: layer,
          why: refusal.why,
        });
  });
}
