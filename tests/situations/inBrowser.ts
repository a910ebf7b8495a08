import { sentencePattern } from '../../plugins/ethereum-nodes/src/__testUtils__/sentencePattern';
import { outputOf } from '../integration/cluster';
import { openTab } from '../integration/tab';
import type { ExpectedReport } from './expectation';
import { entityOf } from './network';
import type { NodeName } from './nodes';

/** What is wrong with what the tab says in a browser; nothing when it says the state and names the cause. */
export async function tabSays(
  url: string,
  node: NodeName,
  { states, cause }: ExpectedReport,
): Promise<{ wrong?: string }> {
  const sentence = states.map(state => sentencePattern(state).source).join('|');
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
