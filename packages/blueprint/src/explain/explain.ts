import type {
  ConsensusClient,
  ExecutionClient,
  Network,
} from '@nodeyard/ethereum';
import { clientCapability } from '../capabilities';
import type { Capability } from '../capabilities';
import { known } from '../facts';
import type { Facts } from '../facts';
import { historyDaysOf, historyModesOn } from '../plan/history';
import { executionStorage } from '../plan/storage';
import { requestKeys } from '../request/keys';
import { nearest } from '../request/nearest';

/** What `nodeyard explain` says about one topic: a title and lines of a label and a text. */
export interface Explanation {
  topic: string;
  title: string;
  facts: { label: string; text: string }[];
}

export type ExplainResult =
  | { ok: true; explanations: Explanation[] }
  | { ok: false; topics: string[]; meant?: string };

/** Explains a key of the request, a client, a network, `clients`, `networks` or `keys`; everything without a topic. */
export function explain(
  topic: string | undefined,
  facts: Facts,
): ExplainResult {
  if (topic === undefined) {
    return {
      ok: true,
      explanations: [keys(), clients(facts), networks(facts), features(facts)],
    };
  }
  const overview = {
    keys,
    clients: () => clients(facts),
    networks: () => networks(facts),
    features: () => features(facts),
  };
  const made =
    known<() => Explanation>(overview, topic)?.() ?? oneThing(topic, facts);
  if (made) return { ok: true, explanations: [made] };
  const topics = [
    ...Object.keys(overview),
    ...requestKeys.map(key => key.path),
    ...Object.keys(facts.executionClients),
    ...Object.keys(facts.consensusClients),
    ...Object.keys(facts.networks),
  ];
  return { ok: false, topics, meant: nearest(topic, topics) };
}

function oneThing(topic: string, facts: Facts): Explanation | undefined {
  const execution = known(facts.executionClients, topic);
  if (execution) return executionClient(execution, facts);
  const consensus = known(facts.consensusClients, topic);
  if (consensus) return consensusClient(consensus);
  const network = known(facts.networks, topic);
  return network ? oneNetwork(network, facts) : oneKey(topic, facts);
}

function keys(): Explanation {
  return {
    topic: 'keys',
    title: 'The keys of a request',
    facts: requestKeys.map(({ path, required, about }) => ({
      label: path,
      text: required ? about : `Optional. ${about}`,
    })),
  };
}

function clients(facts: Facts): Explanation {
  return {
    topic: 'clients',
    title: 'Clients, and what the chart can deploy',
    facts: [
      ...Object.values(facts.executionClients),
      ...Object.values(facts.consensusClients),
    ].map(client => ({
      label: client.name,
      text: `${client.layer}; ${deployableText(clientCapability(client))}`,
    })),
  };
}

function networks(facts: Facts): Explanation {
  return {
    topic: 'networks',
    title: 'Networks',
    facts: Object.values(facts.networks).map(
      ({ name, title, chainId, checkedAt }) => ({
        label: name,
        text: `${title}, chain ID ${chainId}; facts checked ${checkedAt}`,
      }),
    ),
  };
}

function features(facts: Facts): Explanation {
  return {
    topic: 'features',
    title: 'Beyond single nodes',
    facts: Object.entries(facts.features).map(([label, capability]) => ({
      label,
      text: deployableText(capability),
    })),
  };
}

function executionClient(client: ExecutionClient, facts: Facts): Explanation {
  const disks = client.networks.map(name => {
    const modes = historyModesOn(client, known(facts.networks, name)).map(
      mode => {
        const gib = executionStorage(client, name, mode)?.suggestedGi;
        const days = historyDaysOf(client, mode);
        const about = [
          ...(days === undefined ? [] : [`${days} days`]),
          gib === undefined ? 'size unknown' : `${gib} GiB`,
        ];
        return `${mode} (${about.join(', ')})`;
      },
    );
    return { label: name, text: `history ${modes.join(', ')}` };
  });
  return {
    topic: client.name,
    title: `${client.title}, an execution client`,
    facts: [
      { label: 'deployable', text: deployableText(clientCapability(client)) },
      {
        label: 'consensus',
        text: client.embeddedConsensus
          ? 'has its own; may run without another'
          : 'needs a consensus client',
      },
      ...disks,
      ...Object.entries(client.firstSync ?? {}).map(
        ([network, { hours, histories }]) => ({
          label: 'first sync',
          text: `about ${hours} h on ${network}, history ${histories.join(
            ', ',
          )}`,
        }),
      ),
      { label: 'memory', text: `${client.memoryGi} GiB on mainnet` },
      ...versions(client),
      { label: 'checked', text: client.checkedAt },
    ],
  };
}

function consensusClient(client: ConsensusClient): Explanation {
  return {
    topic: client.name,
    title: `${client.title}, a consensus client`,
    facts: [
      { label: 'deployable', text: deployableText(clientCapability(client)) },
      { label: 'networks', text: client.networks.join(', ') },
      {
        label: 'memory',
        text: client.memoryGi
          ? `${client.memoryGi} GiB on mainnet`
          : 'no figure is published',
      },
      ...versions(client),
      { label: 'checked', text: client.checkedAt },
    ],
  };
}

/** Which releases run, and where which others must not. */
function versions({
  image,
  minimumTags = {},
  refusedTags = [],
}: ExecutionClient | ConsensusClient) {
  const { repository, tag, releasedAt } = image;
  return [
    {
      label: 'image',
      text: `${repository}:${tag}${releasedAt ? `, of ${releasedAt}` : ''}`,
    },
    ...Object.entries(minimumTags).map(([network, minimum]) => ({
      label: `on ${network}`,
      text: `${minimum} or newer`,
    })),
    ...refusedTags.map(refused => ({
      label: `on ${refused.networks.join(', ')}`,
      text: `not ${refused.tag}, which ${refused.reason}`,
    })),
  ];
}

function oneNetwork(network: Network, facts: Facts): Explanation {
  const joining = [
    ...Object.values(facts.executionClients),
    ...Object.values(facts.consensusClients),
  ].filter(client => client.networks.includes(network.name));
  return {
    topic: network.name,
    title: `${network.title}, ${
      network.kind === 'devnet' ? 'a network of your own' : 'a public network'
    }`,
    facts: [
      { label: 'chain ID', text: String(network.chainId) },
      { label: 'slots', text: `${network.secondsPerSlot} s each` },
      {
        label: 'deployable',
        text: namesOf(joining.filter(client => clientCapability(client).chart)),
      },
      {
        label: 'not yet',
        text: namesOf(
          joining.filter(client => !clientCapability(client).chart),
        ),
      },
      ...(network.withdrawnForks ?? []).map(({ name, time, withdrawnAt }) => ({
        label: 'withdrawn',
        text: `${name}, which was scheduled for ${new Date(time * 1000)
          .toISOString()
          .slice(0, 10)} until ${withdrawnAt}`,
      })),
      { label: 'checked', text: network.checkedAt },
    ],
  };
}

function oneKey(topic: string, facts: Facts): Explanation | undefined {
  const key = requestKeys.find(
    ({ path }) => path === topic || path.replace('[]', '') === topic,
  );
  if (!key) return undefined;
  const feature = known<Capability>(facts.features, topic);
  return {
    topic: key.path,
    title: `${key.path}, ${
      key.required ? 'a required key' : 'an optional key'
    } of a request`,
    facts: [
      { label: 'means', text: key.about },
      { label: 'example', text: key.example },
      ...(feature
        ? [{ label: 'deployable', text: deployableText(feature) }]
        : []),
    ],
  };
}

function deployableText(capability: Capability): string {
  return capability.chart
    ? 'can be deployed'
    : `cannot be deployed: ${capability.reason}`;
}

function namesOf(named: readonly { name: string }[]): string {
  return named.map(({ name }) => name).join(', ') || 'none';
}
