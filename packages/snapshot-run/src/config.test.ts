import { runConfigSchema } from './config';
import { renderJob } from './job';
import { testRunDocument } from './testing/testNode';

const RPC_URL = 'http://127.0.0.1:8545';
const document = testRunDocument(RPC_URL, 'file:///store');
const complaint = (changes: object) =>
  runConfigSchema
    .safeParse({ ...document, ...changes })
    .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    .join();

describe('the configuration of a run', () => {
  it('has a default for each timeout', () => {
    const { timeoutsSeconds } = runConfigSchema.parse(document);
    expect(timeoutsSeconds).toMatchObject({ upload: 21_600, lease: 60 });
  });

  it.each<[string, object]>([
    ['disruptionBudget', { minReady: 1 }],
    ['volumeSnapshotClass', { volumeSnapshotClass: undefined }],
    ['store.url', { store: { url: 'ftp://host/snapshots' } }],
    ['region', { store: { url: 's3://bucket', region: '' } }],
    ['reetention', { reetention: {} }],
    [
      'timeoutsSeconds.lease must be at least 3 seconds',
      { timeoutsSeconds: { lease: 2.9 } },
    ],
  ])('names %s if it is invalid', (field, changes) => {
    expect(complaint(changes)).toContain(field);
  });

  it('names the missing container of a Job', () => {
    const { jobs } = document;
    expect(complaint({ jobs: { ...jobs, verify: jobs.upload } })).toContain(
      'jobs.verify.spec.template.spec.initContainers must contain "delta-sync"',
    );
  });
});

describe('a completed Job', () => {
  const { upload } = runConfigSchema.parse(document).jobs;
  const filled = renderJob(upload, {
    metadata: { name: 'geth-0-snapshot-upload', annotations: {} },
    env: { SNAPSHOT_BLOCK: '5' },
    claim: 'geth-0-snapshot-clone',
    timeoutSeconds: 60,
  });

  it('has the claim and the variables, and keeps all fields of the chart', () => {
    expect(filled).toMatchObject({
      ...upload,
      metadata: { name: 'geth-0-snapshot-upload' },
      spec: {
        activeDeadlineSeconds: 60,
        template: {
          spec: {
            containers: [{ env: [{ name: 'SNAPSHOT_BLOCK', value: '5' }] }],
            volumes: [
              {
                persistentVolumeClaim: { claimName: 'geth-0-snapshot-clone' },
              },
            ],
          },
        },
      },
    });
  });
});
