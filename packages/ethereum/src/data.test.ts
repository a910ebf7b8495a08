import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { consensusClients, executionClients } from './clients/generated';
import { clientSchema } from './clients/schema';
import { networks } from './networks/generated';
import { networkNames } from './networks/names';
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

describe('the data', () => {
  it('is what the YAML files say; else run `yarn workspace @nodeyard/ethereum generate`', () => {
    expect(networks).toEqual(filesIn('networks'));
    expect(clients).toEqual(filesIn('clients'));
  });

  it('names the public networks before those that are made where they are deployed', () => {
    expect(networkNames).toEqual(['mainnet', 'sepolia', 'hoodi', 'devnet']);
  });

  it('refuses a key that it does not know', () => {
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

  it.each(Object.values(clients).map(client => [client.name, client] as const))(
    'of %s speaks of known networks only, and of its own',
    (_, client) => {
      expect(networkNames).toEqual(expect.arrayContaining(client.networks));
      expect(client.networks).toEqual(
        expect.arrayContaining([
          ...Object.keys(client.storage),
          ...Object.keys(client.caveats ?? {}),
        ]),
      );
    },
  );

  it.each(
    Object.values(executionClients).map(
      client => [client.name, client] as const,
    ),
  )(
    'of %s sizes history modes that it has, and asks for more than the minimum',
    (_, client) => {
      for (const [network, modes] of Object.entries(client.storage)) {
        expect(client.history).toEqual(
          expect.arrayContaining(Object.keys(modes)),
        );
        for (const { minimumGi = 0, suggestedGi } of Object.values(modes)) {
          expect([network, suggestedGi > minimumGi]).toEqual([network, true]);
        }
      }
    },
  );

  it.each(
    Object.values(executionClients).map(
      client => [client.name, client] as const,
    ),
  )(
    'of %s says of every change of history what it does, and why',
    (_, { history, historyChanges, historyReasons }) => {
      const others = (mode: string) => history.filter(other => other !== mode);
      expect(Object.keys(historyChanges).sort()).toEqual([...history].sort());
      for (const [from, row] of Object.entries(historyChanges))
        expect([from, Object.keys(row).sort()]).toEqual([
          from,
          others(from).sort(),
        ]);
      const effects = Object.values(historyChanges).flatMap(row =>
        Object.values(row),
      );
      expect(Object.keys(historyReasons).sort()).toEqual(
        [...new Set(effects)].sort(),
      );
    },
  );

  it('lets every deployable client join a network on which the other layer has one too', () => {
    const of = (layer: typeof clients) =>
      new Set(
        Object.values(layer)
          .filter(client => client.deployable.chart)
          .flatMap(client => client.networks),
      );
    expect([...of(executionClients)].sort()).toEqual(
      [...of(consensusClients)].sort(),
    );
  });

  it('gives checkpoint providers without a trailing slash, two at least where there are any', () => {
    for (const { checkpointSync, kind } of Object.values(networks)) {
      expect(checkpointSync.filter(url => url.endsWith('/'))).toEqual([]);
      expect(checkpointSync.length >= 2).toBe(kind === 'public');
    }
  });
});
