import {
  consensusClients,
  executionClients,
  networks,
} from '@nodeyard/ethereum';
import type { HistoryMode } from '@nodeyard/ethereum';
import { known } from '../facts';

/** Labels of the history modes. The label of a rolling one contains the days of its client. @public */
export const historyTitles: Readonly<Record<HistoryMode, string>> = {
  'pre-prague': 'From Prague on (2025)',
  'pre-merge': 'From the Merge on (2022)',
  full: 'All blocks',
  rolling: 'The last days',
  aggressive: 'As little as the client can do with',
  archive: 'All blocks and all states',
};

const titles: Readonly<Record<string, string>> = Object.fromEntries(
  [networks, executionClients, consensusClients].flatMap(facts =>
    Object.values(facts).map(({ name, title }) => [name, title]),
  ),
);

/** A name as a word, not as part of a release, a path, an image or a quoted value. */
const names = new RegExp(
  `(?<![\\w/.:"-])(${Object.keys(titles).join('|')})(?![\\w/.:"-])`,
  'g',
);
const histories = new RegExp(
  `\\b(history) (${Object.keys(historyTitles).join('|')})(?![\\w-])`,
  'gi',
);

/** The label of a network or a client in the form. */
export function titleOf(name: string): string {
  return known(titles, name) ?? name;
}

/** A sentence with labels in place of names: `Geth on Ethereum Mainnet`. */
export function withFormLabels(sentence: string): string {
  return sentence
    .replace(
      histories,
      (_, word: string, mode: HistoryMode) =>
        `${word} "${historyTitles[mode]}"`,
    )
    .replace(names, name => titleOf(name));
}
