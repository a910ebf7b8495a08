import { historyModes } from '@nodeyard/ethereum';
import type {
  ExecutionClient,
  HistoryMode,
  Message,
  Network,
} from '@nodeyard/ethereum';
import { currentFacts, known } from '../facts';
import { requestMessage } from '../messages/requestMessages';
import { historyDaysOf } from '../plan/history';
import { textOf } from './answers';
import type { Answers } from './answers';
import { executionDisk, firstSync } from './clientFigures';
import { figureOf } from './figure';
import type { FormFigure } from './figure';
import { dateOf } from './format';
import { formSentence, type FormLanguage } from './language';

/** A history of the form, and what callers can ask a node that keeps it. @public */
export interface HistoryOption {
  name: string;
  /** Requests that the node can answer, as sentences without full stops. */
  answers: string[];
  /** Disk of the execution client and its first sync. */
  figures: FormFigure[];
}

/**
 * Histories with what callers can ask then, of the client and the network that are answered.
 *
 * @param names - histories that the form offers
 * @returns those that are known; none before client and network are answered
 * @public
 */
export function historyOptions(
  answers: Answers,
  names: readonly string[],
  language: FormLanguage,
): HistoryOption[] {
  const network = known(currentFacts.networks, textOf(answers.network));
  const client = known(
    currentFacts.executionClients,
    textOf(answers.execution),
  );
  if (!network || !client) return [];
  return historyModes
    .filter(mode => names.includes(mode))
    .map(mode => ({
      name: mode,
      answers: [
        blocksMessage(mode, client, network, language),
        requestMessage(mode === 'archive' ? 'states-all' : 'states-recent', {}),
      ].map(message => formSentence(message, language)),
      figures: [
        figureOf(
          'figure-disk',
          executionDisk(client, network, mode, language),
          language,
        ),
        figureOf(
          'figure-first-sync',
          firstSync(client, network, mode, language),
          language,
        ),
      ],
    }));
}

function blocksMessage(
  mode: HistoryMode,
  client: ExecutionClient,
  { historyBlocks, forks }: Network,
  language: FormLanguage,
): Message {
  if (mode === 'archive' || mode === 'full') {
    return requestMessage('answers-all', {});
  }
  const days = historyDaysOf(client, mode);
  if (days !== undefined) return requestMessage('answers-last-days', { days });
  if (mode === 'pre-merge' && historyBlocks?.merge !== undefined) {
    return requestMessage('answers-from-block', {
      block: String(historyBlocks.merge),
    });
  }
  const time = forks.find(({ name }) => name === 'prague')?.time;
  return mode === 'pre-prague' && historyBlocks?.prague !== undefined && time
    ? requestMessage('answers-from-fork', {
        block: String(historyBlocks.prague),
        date: dateOf(time, language),
      })
    : requestMessage('answers-least', {});
}
