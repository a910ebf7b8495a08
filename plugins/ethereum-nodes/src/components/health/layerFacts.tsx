import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { shortClientVersion } from '../../format/clientVersion';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import type { Fact } from '../shared/Facts';

/** Facts of the execution client; the last known version while it does not respond. */
export function useExecutionFacts(node: EthereumNodeDetail): Fact[] {
  const { t } = useMessages();
  const formats = useFormats();
  const reply = node.sample?.execution;
  const facts = clientFacts(
    t('layer.client'),
    t('layer.version'),
    node.executionClient,
    node.executionVersion,
  );
  if (reply?.kind !== 'ok') {
    return facts;
  }
  const { head, peers } = reply.value;
  return [
    ...facts,
    { name: t('layer.peers'), value: formats.count(peers) },
    { name: t('layer.distance'), value: executionDistance() },
  ];

  function executionDistance(): string {
    const progress = node.verdict?.progress;
    if (progress) {
      return t('layer.blocks', {
        number: formats.count(progress.highestBlock - progress.currentBlock),
      });
    }
    const ageSeconds = (node.sample?.at ?? 0) / 1_000 - head.timestamp;
    return t('layer.slots', {
      count: Math.max(0, Math.floor(ageSeconds / node.secondsPerSlot)),
    });
  }
}

/** Facts of the consensus client. */
export function useConsensusFacts(node: EthereumNodeDetail): Fact[] {
  const { t } = useMessages();
  const formats = useFormats();
  const reply = node.sample?.consensus;
  const facts = clientFacts(
    t('layer.client'),
    t('layer.version'),
    node.consensusClient,
    node.consensusVersion,
  );
  if (reply?.kind !== 'ok') {
    return facts;
  }
  const {
    peers,
    headSlot,
    syncDistance,
    finalizedEpoch,
    isOptimistic,
    elOffline,
  } = reply.value;
  const finality = node.verdict?.finality;
  const problems = [
    isOptimistic && t('layer.optimistic'),
    elOffline && t('layer.elOffline'),
  ].filter(Boolean);
  return [
    ...facts,
    { name: t('layer.peers'), value: formats.count(peers) },
    { name: t('layer.headSlot'), value: formats.count(headSlot) },
    {
      name: t('layer.distance'),
      value: t('layer.slots', { count: syncDistance }),
    },
    ...(finalizedEpoch === undefined
      ? []
      : [{ name: t('layer.finalized'), value: formats.count(finalizedEpoch) }]),
    ...(finality === undefined
      ? []
      : [
          {
            name: t('finality.distance'),
            value: formats.count(finality.distanceEpochs),
          },
        ]),
    ...problems.map(value => ({ name: t('layer.trouble'), value })),
  ];
}

function clientFacts(
  clientName: string,
  versionName: string,
  client?: string,
  version?: string,
): Fact[] {
  return [
    ...(client && client !== 'none'
      ? [{ name: clientName, value: client }]
      : []),
    ...(version
      ? [
          {
            name: versionName,
            value: <span title={version}>{shortClientVersion(version)}</span>,
          },
        ]
      : []),
  ];
}
