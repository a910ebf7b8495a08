import { asMessage, refusedTag } from '@nodeyard/ethereum';
import type {
  Client,
  ExecutionClient,
  HistoryMode,
  Message,
  Network,
} from '@nodeyard/ethereum';
import { currentFacts, known } from '../facts';
import { requestMessage } from '../messages/requestMessages';
import { textOf } from './answers';
import type { Answers } from './answers';
import { EMBEDDED_CONSENSUS } from './choices';
import {
  clientMemory,
  consensusDisk,
  executionDisk,
  firstSync,
  forkReadiness,
} from './clientFigures';
import { figureOf } from './figure';
import type { FormFigure } from './figure';
import { historyTitles, titleOf } from './labels';
import type { FormLanguage } from './language';
import { historyAnswers } from './template/answers';

/** A client of the form with what it needs, and whether its deployed release follows the network. @public */
export interface ClientOption {
  name: string;
  /** Disk, memory, first sync and forks. */
  figures: FormFigure[];
  /** Whether the deployed release must not run on the network. */
  isRefused: boolean;
}

/** @public */
export interface ClientOptionsOptions {
  layer: 'execution' | 'consensus';
  /** Clients that the form offers. */
  names: readonly string[];
  now: Date;
  language: FormLanguage;
}

/**
 * Clients with their figures on the network and with the history that are answered; with its shortest history where a client does
 * not have that one.
 *
 * @returns those that are known; none before the network is answered
 * @public
 */
export function clientOptions(
  answers: Answers,
  { layer, names, now, language }: ClientOptionsOptions,
): ClientOption[] {
  const network = known(currentFacts.networks, textOf(answers.network));
  if (!network) return [];
  const of = (client: Client, disk: Message, history?: HistoryMode) => ({
    name: client.name,
    isRefused: refusedTag(client, network.name, client.image.tag) !== undefined,
    figures: [
      figureOf('figure-disk', disk, language),
      figureOf(
        'figure-memory',
        clientMemory(client, network, language),
        language,
      ),
      figureOf(
        'figure-first-sync',
        firstSync(client, network, history, language),
        language,
      ),
      figureOf(
        'figure-forks',
        forkReadiness(client, network, now, language),
        language,
      ),
    ],
  });
  return names.flatMap(name => {
    if (layer === 'consensus' && name === EMBEDDED_CONSENSUS) {
      return [embedded(textOf(answers.execution) ?? '', language)];
    }
    if (layer === 'consensus') {
      const client = known(currentFacts.consensusClients, name);
      return client
        ? [of(client, consensusDisk(client, network, language))]
        : [];
    }
    const client = known(currentFacts.executionClients, name);
    const history = client && historyFor(client, network, answers.history);
    return client && history
      ? [
          of(
            client,
            diskMessage(client, network, { history, answers, language }),
            history,
          ),
        ]
      : [];
  });
}

/** The answered history, or the shortest one of a client that does not have it. */
function historyFor(
  client: ExecutionClient,
  network: Network,
  answer: unknown,
): HistoryMode | undefined {
  const offered = historyAnswers(client, network);
  return (offered.find(({ name }) => name === answer) ?? offered[0])?.name;
}

/** Names the history where it is not the answered one: its disk does not compare with that of other clients. */
function diskMessage(
  client: ExecutionClient,
  network: Network,
  {
    history,
    answers,
    language,
  }: { history: HistoryMode; answers: Answers; language: FormLanguage },
): Message {
  const disk = executionDisk(client, network, history, language);
  return history === answers.history
    ? disk
    : requestMessage('disk-with-history', {
        disk,
        history: asMessage(historyTitles[history]),
      });
}

/** A consensus client inside of the execution client needs nothing of its own. */
function embedded(execution: string, language: FormLanguage): ClientOption {
  const included = requestMessage('included-in', {
    execution: titleOf(execution),
  });
  return {
    name: EMBEDDED_CONSENSUS,
    isRefused: false,
    figures: (
      [
        'figure-disk',
        'figure-memory',
        'figure-first-sync',
        'figure-forks',
      ] as const
    ).map(code => figureOf(code, included, language)),
  };
}
