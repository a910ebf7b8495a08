import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { consensusClients, executionClients } from './clients/generated';
import { refusedTag } from './clients/refusedTag';
import { clientSchema, type Client } from './clients/schema';
import { compareTags } from './clients/version';
import { forkId } from './forks/forkId';
import { networks } from './networks/generated';
import { networkNames } from './names/generated';
import { networkFileSchema, withNetworks } from './networks/networkFile';
import { networkSchema } from './networks/schema';

const facts = join(__dirname, '../../../charts/ethereum-infrastructure/files');

const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(join(facts, folder))
      .filter(file => file.endsWith('.yaml'))
      .map(file => [
        file.replace('.yaml', ''),
        parse(readFileSync(join(facts, folder, file), 'utf8')),
      ]),
  );

const clients = { ...executionClients, ...consensusClients };
const eachClient = Object.values(clients).map(
  client => [client.name, client] as const,
);

/** Checkpoint sources that their operators gave up: their names no longer resolve, or lead to others. */
const withdrawnHosts = ['beaconstate.info'];

describe('the data', () => {
  it('equals the YAML files; else run `yarn workspace @nodeyard/ethereum generate`', () => {
    const files = Object.values(filesIn('networks')).map(file =>
      networkFileSchema.parse(file),
    );
    expect(networks).toEqual(
      Object.fromEntries(
        files.map(({ clients: _, ...network }) => [network.name, network]),
      ),
    );
    expect(clients).toEqual(
      Object.fromEntries(
        Object.entries(filesIn('clients')).map(([name, file]) => [
          name,
          withNetworks(file, files),
        ]),
      ),
    );
  });

  it('names the public networks before those that are made where they are deployed', () => {
    const kinds = networkNames.map(name => networks[name].kind);
    expect(kinds).toEqual([...kinds].sort().reverse());
    expect(networkNames[0]).toBe('mainnet');
  });

  it('refuses an unknown key', () => {
    expect(
      networkSchema.safeParse({ ...networks.sepolia, gas: 1 }).success,
    ).toBe(false);
    expect(
      clientSchema.safeParse({ ...executionClients.geth, flags: [] }).success,
    ).toBe(false);
    expect(
      clientSchema.safeParse({
        ...executionClients.geth,
        ports: { ...executionClients.geth.ports, rpc: 1 },
      }).success,
    ).toBe(false);
  });

  it.each(eachClient)(
    'of %s speaks of known networks only, and of its own',
    (_, client) => {
      expect(networkNames).toEqual(expect.arrayContaining(client.networks));
      expect(client.networks).toEqual(
        expect.arrayContaining([
          ...Object.keys(client.storage),
          ...Object.keys(client.minimumTags ?? {}),
          ...(client.refusedTags ?? []).flatMap(({ networks: of }) => of),
        ]),
      );
    },
  );

  it.each(eachClient)(
    'of %s pins a release that every network it lists accepts',
    (_, { image, ...client }) => {
      expect(compareTags(image.tag, image.tag)).toBe(0);
      expect(
        client.networks.flatMap(
          network => refusedTag({ image, ...client }, network, image.tag) ?? [],
        ),
      ).toEqual([]);
    },
  );

  it.each(eachClient)(
    'of %s names releases wherever it judges tags, none of them newer than the pinned one',
    (_, { image, minimumTags = {}, refusedTags = [] }) => {
      const judged = [
        ...Object.values(minimumTags),
        ...refusedTags.map(({ tag }) => tag),
      ];
      expect(
        judged.filter(tag => !((compareTags(tag, image.tag) ?? 1) <= 0)),
      ).toEqual([]);
    },
  );

  it.each(eachClient)(
    'of %s was not checked before its release was out',
    (_, { checkedAt, image }) => {
      expect((image.releasedAt ?? checkedAt) <= checkedAt).toBe(true);
    },
  );

  it('has the supporting release of each client on networks with Amsterdam', () => {
    const reached = Object.values(networks)
      .filter(({ forks }) =>
        forks.some(({ name, time = 0 }) => name === 'amsterdam' && time > 0),
      )
      .map(({ name }) => name);
    expect(reached).toEqual(['sepolia']);
    expect(
      Object.values(clients).flatMap(({ name, networks: of, minimumTags }) =>
        reached
          .filter(network => of.includes(network) && !minimumTags?.[network])
          .map(network => `${name} on ${network}`),
      ),
    ).toEqual([]);
  });

  it('refuses at least one release of every client with a release for a withdrawn fork', () => {
    const refusing = Object.values(clients)
      .filter(({ refusedTags }) =>
        refusedTags?.some(({ networks: of }) => of.includes('hoodi')),
      )
      .map(({ name }) => name);
    const current = Object.values(clients)
      .filter(({ minimumTags }) => minimumTags?.sepolia)
      .map(({ name }) => name);
    expect(networks.hoodi.withdrawnForks).toHaveLength(1);
    expect(refusing).toEqual(current);
  });

  it.each(
    Object.values(executionClients).map(
      client => [client.name, client] as const,
    ),
  )(
    'of %s sizes history modes that it has, and asks for more than the minimum',
    (_, client) => {
      expect(client.rollingDays !== undefined).toBe(
        client.history.includes('rolling'),
      );
      for (const [network, modes] of Object.entries(client.storage)) {
        expect(client.history).toEqual(
          expect.arrayContaining(Object.keys(modes)),
        );
        for (const { minimumGi = 0, suggestedGi } of Object.values(modes)) {
          expect([network, suggestedGi > minimumGi]).toEqual([network, true]);
        }
      }
      for (const [network, { histories }] of Object.entries(
        client.firstSync ?? {},
      )) {
        expect(client.networks).toContain(network);
        expect(client.history).toEqual(expect.arrayContaining(histories));
      }
    },
  );

  it('has the same description of rolling history in the chart', () => {
    const wordsOf = (file: string) =>
      readFileSync(join(facts, '..', file), 'utf8').replace(/\s+#?\s*/g, ' ');
    const rolling = Object.values(executionClients).flatMap(
      ({ name, rollingDays }) =>
        rollingDays === undefined ? [] : [[name, rollingDays] as const],
    );
    expect(wordsOf('values.yaml')).toContain(
      `\`rolling\` (${rolling
        .map(([name, days]) => `${name} ${days} days`)
        .join(', ')})`,
    );
  });

  it.each(
    Object.values(executionClients).map(
      client => [client.name, client] as const,
    ),
  )(
    'of %s says of every change of history what it does, and why',
    (_, { history, historyChanges, historyReasons }) => {
      const others = (mode: string) => history.filter(other => other !== mode);
      expect(Object.keys(historyChanges).sort()).toEqual([...history].sort());
      for (const [from, row] of Object.entries(historyChanges)) {
        expect([from, Object.keys(row).sort()]).toEqual([
          from,
          others(from).sort(),
        ]);
      }
      const effects = Object.values(historyChanges).flatMap(row =>
        Object.values(row),
      );
      expect(Object.keys(historyReasons).sort()).toEqual(
        [...new Set(effects)].sort(),
      );
    },
  );

  it('has for every deployable client a network with a client of the other layer', () => {
    const of = (layer: Readonly<Record<string, Client>>) =>
      new Set(
        Object.values(layer)
          .filter(client => client.deployable.chart)
          .flatMap(client => client.networks),
      );
    expect([...of(executionClients)].sort()).toEqual(
      [...of(consensusClients)].sort(),
    );
  });

  it.each(
    Object.values(networks).map(network => [network.name, network] as const),
  )(
    'of %s names checkpoint sources by https origin alone, none of them withdrawn or named twice',
    (_, { checkpointSync }) => {
      const hosts = checkpointSync.map(url => new URL(url).host);
      expect(checkpointSync).toEqual(hosts.map(host => `https://${host}`));
      expect(new Set(hosts).size).toBe(hosts.length);
      expect(
        hosts.filter(host =>
          withdrawnHosts.some(
            gone => host === gone || host.endsWith(`.${gone}`),
          ),
        ),
      ).toEqual([]);
    },
  );

  it('has three checkpoint sources for each public network, except for Sepolia with two', () => {
    const few = Object.values(networks)
      .filter(({ checkpointSync }) => checkpointSync.length < 3)
      .map(({ name, checkpointSync }) => [name, checkpointSync.length]);
    expect(few).toEqual([
      ['sepolia', 2],
      ['devnet', 0],
    ]);
  });

  const withdrawn = Object.values(networks).flatMap(network =>
    (network.withdrawnForks ?? []).map(
      fork => [network.name, fork.name, network, fork] as const,
    ),
  );

  it.each(withdrawn)(
    'of %s recomputes what a node that follows the withdrawn fork %s has for a fork ID',
    (_, _fork, { genesisHash, forks }, { time, forkId: stated }) => {
      const passed = forks.flatMap(
        fork => [fork.block, fork.time].find(at => at !== undefined) ?? [],
      );
      expect(forkId(genesisHash!, [...passed, time])).toBe(stated);
    },
  );

  it.each(withdrawn)(
    'of %s has the withdrawn fork %s at the start of its epoch, after its withdrawal, and not among the forks',
    (_, _fork, network, { time, forkId: stated, consensus, withdrawnAt }) => {
      const { genesisTime, slotsPerEpoch, secondsPerSlot, forks } = network;
      expect(time).toBe(
        genesisTime! + consensus.epoch * slotsPerEpoch * secondsPerSlot,
      );
      expect(Date.parse(withdrawnAt)).toBeLessThan(time * 1000);
      expect(
        forks.filter(
          fork =>
            fork.time === time ||
            fork.forkId === stated ||
            fork.consensus?.epoch === consensus.epoch ||
            fork.consensus?.version === consensus.version,
        ),
      ).toEqual([]);
    },
  );
});
