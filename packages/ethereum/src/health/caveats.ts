import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { mayRefuse } from './refusals';
import { optionalAnswers, type NodeSample, type Unanswered } from './sample';
import type { NodeState, Verdict } from './verdict';

/** States without caveats: the execution client is on another network, or does not answer. */
const statesWithoutCaveats: readonly NodeState[] = [
  'WRONG_NETWORK',
  'UNREACHABLE',
];

/** Answers that a verdict lacks. They never cause its state. */
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
