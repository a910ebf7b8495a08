import {
  consensusClients,
  executionClients,
  networks,
} from '@nodeyard/ethereum';
import type { HistoryMode } from '@nodeyard/ethereum';

/** What the form calls the history modes; a client's rolling one has its days. @public */
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

/** A name that stands for itself: no part of a release, a path, an image or a quoted value. */
const names = new RegExp(
  `(?<![\\w/.:"-])(${Object.keys(titles).join('|')})(?![\\w/.:"-])`,
  'g',
);
const histories = new RegExp(
  `\\bhistory (${Object.keys(historyTitles).join('|')})(?![\\w-])`,
  'g',
);

/** What the form calls a network or a client. */
export function titleOf(name: string): string {
  return Object.hasOwn(titles, name) ? titles[name] : name;
}

/** A sentence of the plan with the names of values as the form shows them: `Geth on Mainnet`. */
export function inFormWords(sentence: string): string {
  return sentence
    .replace(
      histories,
      (_, mode: HistoryMode) => `history "${historyTitles[mode]}"`,
    )
    .replace(names, name => titleOf(name));
}
