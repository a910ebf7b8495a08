import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Verdict } from '@nodeyard/ethereum';
import { useFormats } from '../hooks/useFormats';
import { useMessages } from '../hooks/useMessages';
import type { SentenceFacts } from './sentenceVariants';
import { stateEntry } from './stateTable';

type Translate = (key: string, params: SentenceFacts) => string;

/**
 * State of a node in one sentence: "In sync, 4 s behind the head".
 *
 * The head age is that at the newest response, so that the sentence remains true until the next one.
 */
export function useStateSentence(
  node: EthereumNode,
  { progress, maintenance }: Pick<Verdict, 'progress' | 'maintenance'> = {},
): string {
  const { t } = useMessages();
  const formats = useFormats();
  const now = Date.now();
  const ageSeconds = headAgeWhenSeen(node);
  const hasProgress = progress !== undefined && progress.highestBlock > 0;
  const facts: SentenceFacts = {
    network: node.network,
    since: formats.since(node.since, now),
    ...(ageSeconds !== undefined && { age: formats.seconds(ageSeconds) }),
    ...(hasProgress && {
      share: formats.share(progress.currentBlock / progress.highestBlock),
    }),
    ...(hasProgress &&
      progress.etaSeconds !== undefined && {
        eta: formats.seconds(progress.etaSeconds),
      }),
    ...(maintenance && {
      maintenance: maintenance.kind,
      until: formats.since(new Date(maintenance.until), now),
    }),
  };
  const variant = stateEntry(node.state).variant?.(facts) ?? '';
  // The key is one of the table's, which no template literal type can express; a test renders them all.
  return (t as unknown as Translate)(`sentence.${node.state}${variant}`, facts);
}

function headAgeWhenSeen({
  headTime,
  lastSeen,
}: EthereumNode): number | undefined {
  return headTime && lastSeen
    ? (Date.parse(lastSeen) - Date.parse(headTime)) / 1_000
    : undefined;
}
