import type { NodeState } from '@nodeyard/ethereum';
import { outputOf } from '../integration/cluster';
import { openTab } from '../integration/tab';
import type { ExpectedReport } from './expectation';
import { entityOf } from './network';
import type { NodeName } from './nodes';

/** The sentence above the tab, in each state. */
const sentences: Record<NodeState, RegExp> = {
  WRONG_NETWORK: /^On a different chain/,
  UNREACHABLE: /^Execution client not responding/,
  WAITING_FOR_CL: /^Waiting for its consensus client/,
  STALLED: /^Stalled since/,
  BEHIND: /behind the head and not catching up/i,
  SYNCING: /^Syncing/,
  NETWORK_STALL: /stalled since .*not this node/,
  UNKNOWN: /^Unknown since/,
  MAINTENANCE: /since .*, back by /,
  INDEXING: /^In sync/,
  SYNCED: /^In sync/,
};

/** What is wrong with what the tab says in a browser; nothing when it says the state and names the cause. */
export async function tabSays(
  url: string,
  node: NodeName,
  { states, cause }: ExpectedReport,
): Promise<{ wrong?: string }> {
  const sentence = states.map(state => sentences[state].source).join('|');
  const tab = await openTab(url, entityOf(node));
  try {
    await tab.says(new RegExp(sentence, 'i'), 60);
    if (cause) await tab.shows(cause, 10);
    return {};
  } catch (error) {
    return { wrong: outputOf(error, 'stderr').split('\n')[0] };
  } finally {
    await tab.close();
  }
}
