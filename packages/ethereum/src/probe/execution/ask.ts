import type { EthConfig } from '../../health/sample';
import type { Answer } from '../answer';
import type { Call } from '../deadline';
import type { EndpointMemory } from '../memory';
import { callTogether, type AnswersTo, type Batching } from './batch';
import { chainId } from './chainId';
import { clientVersion } from './clientVersion';
import { ethConfig } from './config';
import { genesisHash, latestBlock, type Block } from './getBlockByNumber';
import { peerCount } from './peerCount';
import { callRpc, type RpcCall } from './rpc';
import { syncing } from './syncing';

/** Calls whose answers change with every block. */
const changing = { head: latestBlock, progress: syncing, peers: peerCount };
/** Calls whose answers change only with the client, its configuration or a fork. */
const constant = {
  chain: chainId,
  genesis: genesisHash,
  version: clientVersion,
  forks: ethConfig,
};
const all = { ...changing, ...constant };
const constantNames = Object.values(constant).map(({ name }) => name);

/** Blocks by which a head moves between two probes of a client in sync. Beyond them it syncs, or is another client. */
const MAX_ADVANCE = 64;

type ExecutionAnswers = AnswersTo<typeof all>;

/** Sends every call by itself. */
export async function askEach(call: Call): Promise<ExecutionAnswers> {
  const answers = await Promise.all(
    Object.entries<RpcCall<unknown>>(all).map(async ([name, one]) => [
      name,
      await call(endpoint => callRpc(endpoint, one)),
    ]),
  );
  return Object.fromEntries(answers);
}

/**
 * Sends as few requests as the memory allows: one batch of the calls whose answers change, and of those that are not remembered.
 *
 * Remembered answers are asked for again in the same probe if the client may be another one, or may have passed a fork: a new
 * connection, a head that does not continue the previous one, or the time of the next fork.
 */
export async function askWithMemory(
  call: Call,
  memory: EndpointMemory,
  timeoutMs: number,
): Promise<ExecutionAnswers> {
  const batching: Batching = { memory, timeoutMs };
  const remembered = recallConstants(memory);
  const isRemembered = ([name]: [string, unknown]) => name in remembered;
  const due = Object.entries(all).filter(entry => !isRemembered(entry));
  let answers: ExecutionAnswers = {
    ...remembered,
    ...(await callTogether(call, Object.fromEntries(due), batching)),
  } as ExecutionAnswers;
  const { head } = answers;
  if (head.ok && mayHaveChanged(batching, remembered, head.value)) {
    const again = Object.entries(constant).filter(isRemembered);
    answers = {
      ...answers,
      ...(await callTogether(call, Object.fromEntries(again), batching)),
    };
  }
  remember(memory, remembered, answers);
  return answers;
}

function recallConstants(memory: EndpointMemory): Partial<ExecutionAnswers> {
  return Object.fromEntries(
    Object.entries(constant).flatMap(([name, { name: key }]) => {
      const answer = memory.recall(key);
      return answer ? [[name, answer]] : [];
    }),
  );
}

function mayHaveChanged(
  { memory, reconnected }: Batching,
  remembered: Partial<ExecutionAnswers>,
  head: Block,
): boolean {
  if (Object.keys(remembered).length === 0) return false;
  const before = memory.recallValue<Block>(latestBlock.name);
  return (
    reconnected === true ||
    before === undefined ||
    !continues(before, head) ||
    isForkDue(remembered.forks, head)
  );
}

/** Whether a head may be the earlier one or its descendant, as far as the two show. */
function continues(before: Block, head: Block): boolean {
  const advance = head.number - before.number;
  if (advance === 0) return head.hash === before.hash;
  if (advance === 1) return (head.parentHash ?? before.hash) === before.hash;
  return advance > 0 && advance <= MAX_ADVANCE;
}

function isForkDue(
  forks: Answer<EthConfig> | undefined,
  { timestamp }: Block,
): boolean {
  const next = forks?.ok ? forks.value.next : undefined;
  return next ? timestamp >= next.activationTime : false;
}

function remember(
  memory: EndpointMemory,
  before: Partial<ExecutionAnswers>,
  answers: ExecutionAnswers,
): void {
  if (!answers.chain.ok || !answers.head.ok) {
    // What answers next may be another client.
    memory.forget(constantNames);
    return;
  }
  memory.keepValue(latestBlock.name, answers.head.value);
  for (const [name, { name: key }] of Object.entries(constant)) {
    const answer = answers[name as keyof typeof constant];
    if (answer !== before[name as keyof typeof constant]) {
      memory.keepConstant(key, answer);
    }
  }
}
