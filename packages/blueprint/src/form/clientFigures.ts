import {
  activeFork,
  asMessage,
  nextFork,
  refusedTag,
} from '@nodeyard/ethereum';
import type {
  Client,
  ConsensusClient,
  DatedFork,
  ExecutionClient,
  HistoryMode,
  Message,
  Network,
} from '@nodeyard/ethereum';
import { known } from '../facts';
import { requestMessage } from '../messages/requestMessages';
import { networkRequests } from '../platform/generated';
import { executionStorage } from '../plan/storage';
import { dateOf, numberOf } from './format';
import { titleOf } from './labels';
import type { FormLanguage } from './language';

const LONGEST_IN_HOURS = 48;

/** Suggested volume of an execution client. */
export function executionDisk(
  client: ExecutionClient,
  network: Network,
  history: HistoryMode,
  language: FormLanguage,
): Message {
  return gibibytes(
    executionStorage(client, network.name, history)?.suggestedGi,
    language,
  );
}

/** Suggested volume of a consensus client. */
export function consensusDisk(
  client: ConsensusClient,
  network: Network,
  language: FormLanguage,
): Message {
  return gibibytes(known(client.storage, network.name)?.suggestedGi, language);
}

/** Memory that the platform requests for a client on a network. */
export function clientMemory(
  client: Client,
  network: Network,
  language: FormLanguage,
): Message {
  const requests = known(networkRequests, network.name) ?? {};
  return gibibytes(
    known(requests, client.name)?.memoryGi ?? client.memoryGi,
    language,
  );
}

/** Duration until a new node with an empty volume follows its network. */
export function firstSync(
  client: Client,
  network: Network,
  history: HistoryMode | undefined,
  language: FormLanguage,
): Message {
  if (network.kind === 'devnet') return requestMessage('from-genesis', {});
  if (client.layer === 'consensus') {
    return requestMessage('from-checkpoint', {});
  }
  const timed = known(client.firstSync ?? {}, network.name);
  if (!timed || !history || !timed.histories.includes(history)) {
    return requestMessage('not-published', {});
  }
  const { hours } = timed;
  return hours <= LONGEST_IN_HOURS
    ? requestMessage('about-hours', { hours: numberOf(hours, language) })
    : requestMessage('about-days', { days: numberOf(hours / 24, language) });
}

/** Whether the deployed release of a client follows a network, and its next fork. */
export function forkReadiness(
  client: Client,
  network: Network,
  now: Date,
  language: FormLanguage,
): Message {
  const { tag } = client.image;
  const reason = refusedTag(client, network.name, tag);
  if (reason !== undefined) {
    return requestMessage('fork-refused', { tag, reason });
  }
  const seconds = now.getTime() / 1000;
  const next = nextFork(network, seconds);
  const newest = activeFork(network, seconds);
  const fork = next ?? newest;
  if (!fork) return requestMessage('fork-of-genesis', { tag });
  return requestMessage(next ? 'fork-scheduled' : 'fork-ready', {
    tag,
    network: titleOf(network.name),
    fork: nameOf(fork, client.layer),
    date: dateOf(fork.time, language),
  });
}

/** Both layers have names of their own for a fork: Amsterdam is Gloas on the consensus layer. */
function nameOf(
  { name, consensus }: DatedFork,
  layer: Client['layer'],
): string {
  const ofLayer = (layer === 'consensus' && consensus?.name) || name;
  const isAbbreviation = /^bpo\d+$/.test(ofLayer);
  return isAbbreviation
    ? ofLayer.toUpperCase()
    : `${ofLayer.charAt(0).toUpperCase()}${ofLayer.slice(1)}`;
}

function gibibytes(amount: number | undefined, language: FormLanguage) {
  return amount === undefined
    ? requestMessage('not-published', {})
    : requestMessage('gibibytes', {
        amount: asMessage(numberOf(amount, language, 1)),
      });
}
