import { consensusClients, executionClients } from './generated';
import { versionsInForce, isSince, portsOf } from './release';
import { clientSchema, type Client } from './schema';

const { nimbus } = consensusClients;
const { besu, erigon } = executionClients;

/** Nimbus with other `versions`, as its data file would say them. */
const withVersions = (versions: unknown) =>
  clientSchema.safeParse({ ...nimbus, versions });

const entry = { flag: '--quic-port', source: 'a test' };

describe('isSince', () => {
  it.each([
    ['v26.7.0', 'v26.8.0', false],
    ['multiarch-v26.7.9', 'v26.8.0', false],
    ['v26.8.0', 'v26.8.0', true],
    ['v26.8.0-rc.1', 'v26.8.0', true],
    ['multiarch-v26.10.2', 'v26.8.0', true],
    ['latest', 'v26.8.0', true],
  ])('of %s and %s is %s', (tag, release, expected) => {
    expect(isSince(tag, release)).toBe(expected);
  });
});

describe('versionsInForce', () => {
  it('is the version that a release has from its start until the next one', () => {
    const least = (tag: string) =>
      versionsInForce(besu, tag).map(({ minimum }) => minimum);
    expect(least('26.9.0')).toEqual([113056]);
    expect(least('26.10.0')).toEqual([457568]);
    expect(least('mine')).toEqual([457568]);
  });

  it('is the version of the tag of the facts without a tag', () => {
    expect(versionsInForce(nimbus)).toEqual(
      versionsInForce(nimbus, nimbus.image.tag),
    );
  });
});

describe('portsOf', () => {
  it('leaves out the ports that only newer releases listen on', () => {
    expect(portsOf(nimbus, 'multiarch-v26.7.0')).not.toHaveProperty('quic');
    expect(portsOf(nimbus, 'multiarch-v26.8.0')).toEqual(nimbus.ports);
    expect(portsOf(erigon, 'v3.7.0')).toEqual({
      ...erigon.ports,
      caplinQuic: undefined,
    });
  });
});

describe('versions', () => {
  const clients: Client[] = [
    ...Object.values(executionClients),
    ...Object.values(consensusClients),
  ];

  it.each(clients.map(client => [client.name, client] as const))(
    'of %s name ports and networks that it has, and say one thing of each flag at a time',
    (_, client) => {
      const versions = client.versions ?? [];
      const ports = versions.flatMap(({ port }) => port ?? []);
      expect(Object.keys(client.ports)).toEqual(expect.arrayContaining(ports));
      expect(new Set(ports).size).toBe(ports.length);
      expect(client.networks).toEqual(
        expect.arrayContaining(
          versions.flatMap(({ networks = [] }) => networks),
        ),
      );
      for (const tag of versions.flatMap(({ from, until }) => [
        from ?? '0.0.1',
        until ?? 'latest',
      ])) {
        const subjects = versionsInForce(client, tag).map(
          ({ flag, layout }) => flag ?? typeof layout,
        );
        expect([tag, new Set(subjects).size]).toEqual([tag, subjects.length]);
      }
    },
  );

  it.each([
    ['without a release', entry],
    ['with a tag that names no release', { ...entry, from: 'latest' }],
    ['that end before they begin', { ...entry, from: '2.0.0', until: '1.9.0' }],
    ['of nothing', { source: 'a test', from: '1.0.0' }],
    ['of two things', { ...entry, from: '1.0.0', layout: 'flat' }],
    ['of a flag with its value', { ...entry, flag: '--a=1', from: '1.0.0' }],
    ['without a source', { flag: '--quic-port', from: '1.0.0' }],
  ])('%s are refused', (_, wrong) => {
    expect(withVersions([wrong]).success).toBe(false);
  });

  it('are otherwise taken', () => {
    expect(withVersions([{ ...entry, from: '1.0.0' }]).success).toBe(true);
  });
});
