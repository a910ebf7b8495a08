import { restoreCommand } from './restoreCommand';

const snapshot = {
  id: '5-20261123T120000Z-0a1b2c3d',
  network: 'sepolia',
  client: 'geth',
  verification: { result: 'passed' as const, clientVersion: '1', at: '' },
};

describe('restoreCommand', () => {
  it('contains the store, and a placeholder for the datadir', () => {
    expect(
      restoreCommand(snapshot, {
        url: 's3://bucket/prefix',
        endpoint: 'https://s3.example.com',
        region: 'eu-1',
      }),
    ).toBe(
      'delta-sync restore --store s3://bucket/prefix --s3-endpoint https://s3.example.com --s3-region eu-1 --network sepolia --client geth --from 5-20261123T120000Z-0a1b2c3d --datadir DATADIR',
    );
  });

  it.each([null, { ...snapshot.verification, result: 'failed' as const }])(
    'allows an unverified snapshot: %j',
    verification => {
      expect(
        restoreCommand({ ...snapshot, verification }, { url: 'file:///x' }),
      ).toContain(' --allow-unverified ');
    },
  );

  it('quotes shell metacharacters', () => {
    expect(restoreCommand(snapshot, { url: "file:///it's here" })).toContain(
      `--store 'file:///it'\\''s here' `,
    );
  });
});
