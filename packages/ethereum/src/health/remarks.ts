import type { Message } from '../messages/message';
import { say } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';
import { mayRefuse } from './refusals';
import { unneededAnswers, type NodeSample, type Unanswered } from './sample';
import type { NodeState, Verdict } from './verdict';

/** States about which nothing more need be said: the execution client is another network's, or does not answer. */
const settled: readonly NodeState[] = ['WRONG_NETWORK', 'UNREACHABLE'];

/** What a verdict had to do without: never a cause of its state, and yet to be known. */
export function remarks(
  network: Network,
  { execution, consensus }: NodeSample,
  state: NodeState,
  proof: Verdict['networkProof'],
): Message[] {
  if (settled.includes(state) || execution.kind !== 'ok') {
    return [];
  }
  const { clientVersion, unanswered = {} } = execution.value;
  const isUnproved = network.genesisHash !== undefined && proof === undefined;
  return [
    ...(isUnproved ? [unproved(network.name, unanswered.genesis?.why)] : []),
    ...unusual('execution', unanswered, clientVersion, isUnproved),
    ...(consensus.kind === 'ok'
      ? unusual('consensus', consensus.value.unanswered)
      : []),
  ];
}

function unproved(network: string, why: string | undefined): Message {
  return why === undefined
    ? say('network-unproved-silent', { network })
    : say('network-unproved', { network, why });
}

function unusual(
  layer: 'execution' | 'consensus',
  unanswered: Unanswered = {},
  clientVersion?: string,
  isGenesisSaid = false,
): Message[] {
  return unneededAnswers.flatMap(question => {
    const refusal = unanswered[question];
    const isKnown =
      refusal === undefined ||
      (question === 'genesis' && isGenesisSaid) ||
      mayRefuse(clientVersion, question, refusal);
    return isKnown
      ? []
      : say(`unanswered-${question}`, { client: layer, why: refusal.why });
  });
}
