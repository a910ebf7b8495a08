import { aPlan } from '../testing/plans';
import { textOf } from '../testing/inspect';
import { aNode } from '../testing/requests';
import { repositoryFiles } from './repository';
import {
  restoreValues,
  snapshotStoreValues,
  snapshotsText,
  snapshotValues,
} from './snapshots';

const bucket = { schedule: '0 3 * * *', store: 's3://eth-snapshots/payments/' };
const folder = { schedule: '@weekly', store: 'file:///snapshots' };

describe('snapshots of a repository', () => {
  it('are absent unless requested', () => {
    expect(snapshotStoreValues(aPlan(), 'local')).toEqual({});
    expect(snapshotValues(aPlan())).toEqual({});
    expect(snapshotsText(aPlan())).toBe('');
  });

  it('are separate by environment in a bucket, because each prunes its own', () => {
    const plan = aPlan({ snapshots: { ...bucket, region: 'eu-central-1' } });
    expect(snapshotStoreValues(plan, 'staging')).toEqual({
      snapshotStore: {
        url: 's3://eth-snapshots/payments/staging',
        region: 'eu-central-1',
        existingSecret: 'snapshot-store',
      },
    });
  });

  it('are read from another store, with the named Secret', () => {
    const plan = aPlan({
      nodes: [aNode({ restore: 'latest' })],
      snapshots: { store: 's3://eth-snapshots/platform', secret: 'readers' },
    });
    expect(snapshotStoreValues(plan, 'staging')).toEqual({
      snapshotStore: {
        url: 's3://eth-snapshots/platform',
        existingSecret: 'readers',
      },
    });
    expect(snapshotValues(plan)).toEqual({});
    expect(restoreValues(plan.nodes[0])).toEqual({
      restore: { from: 'latest' },
    });
    expect(restoreValues(aPlan().nodes[0])).toEqual({});
    const text = snapshotsText(plan);
    expect(text).toMatch(/may list and read in the bucket `eth-snapshots`/);
    expect(text).toMatch(/--namespace payments-eth readers --from-env-file=/);
    expect(text).not.toContain('make snapshot ENV');
    expect(text).toContain('An empty volume of `geth-0` begins with');
  });

  it('use a claim of the team for a folder', () => {
    expect(snapshotStoreValues(aPlan({ snapshots: folder }), 'local')).toEqual({
      snapshotStore: { url: 'file:///snapshots', existingClaim: 'snapshots' },
    });
  });

  it('wait for another ready node, if there is one', () => {
    expect(snapshotValues(aPlan({ snapshots: bucket }))).toEqual({
      snapshots: { enabled: true, schedule: '0 3 * * *', minReady: 0 },
    });
    const nodes = [aNode(), aNode({ execution: 'nethermind' })];
    expect(snapshotValues(aPlan({ snapshots: bucket, nodes }))).toMatchObject({
      snapshots: { minReady: 1 },
    });
  });

  it('require a Secret that the team creates, whose keys appear in no command', () => {
    const text = snapshotsText(aPlan({ snapshots: bucket }));
    expect(text).toContain('in the bucket `eth-snapshots`');
    expect(text).toMatch(
      /kubectl create secret generic --namespace \S+ snapshot-store --from-env-file=/,
    );
    expect(text).not.toContain('--from-literal');
  });

  it('create the namespace before its Secret, and exclude the file of the Secret from git', async () => {
    const files = await repositoryFiles(
      aPlan({ environments: ['staging'], snapshots: bucket }),
    );
    const readme = textOf(files, 'README.md');
    expect(readme).toMatch(
      /^make deploy-infrastructure ENV=staging .*\nkubectl create secret /m,
    );
    expect(readme.indexOf('the section "Snapshots" asks for')).toBeLessThan(
      readme.indexOf('make deploy-all'),
    );
    const [, file] = /--from-env-file=(\S+)/.exec(readme) ?? [];
    expect(file).toMatch(/\.env$/);
    expect(textOf(files, '.gitignore').split('\n')).toContain('*.env');
  });

  it('require a role that trusts the ServiceAccounts, and no Secret', () => {
    const role = 'arn:aws:iam::123456789012:role/snapshots';
    const plan = aPlan({ snapshots: { ...bucket, role } });
    expect(snapshotStoreValues(plan, 'staging')).toEqual({
      snapshotStore: {
        url: 's3://eth-snapshots/payments/staging',
        identity: { type: 'webIdentity', roleArn: role },
      },
    });
    const text = snapshotsText(plan);
    expect(text).toContain(
      `Let the role \`${role}\` list, read, write and delete in the bucket \`eth-snapshots\``,
    );
    expect(text).toContain('system:serviceaccount:payments-eth:*');
    expect(text).not.toContain('kubectl create secret');
  });

  it.each([{}, { role: 'arn:aws:iam::123456789012:role/snapshots' }])(
    'name the way to a private address, with %j',
    access => {
      expect(
        snapshotsText(aPlan({ snapshots: { ...bucket, ...access } })),
      ).toContain('`networkPolicy.storeTo`');
    },
  );

  it('require a claim for a folder', () => {
    expect(snapshotsText(aPlan({ snapshots: folder }))).toContain(
      'Make the PersistentVolumeClaim `snapshots`',
    );
  });
});
