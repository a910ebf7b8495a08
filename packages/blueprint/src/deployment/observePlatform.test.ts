import { testDeployment } from '../testing/deployments';
import { observePlatform } from './observePlatform';
import { renderedSchema } from './objects';
import type { RecordReading } from './state';

const autoscaler = renderedSchema.parse({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'rpc' },
  spec: {
    scaleTargetRef: { kind: 'Deployment', name: 'rpc' },
    minReplicas: 1,
    maxReplicas: 3,
    metrics: [{ type: 'ContainerResource' }],
  },
});
const desired = {
  ...testDeployment().desired,
  releases: [{ name: 'grafana', namespace: 'watch', layer: 'observability' }],
  objects: [autoscaler],
};

/** A fake kubectl with answers by the suffix of its arguments; everything else is not found. */
const clusterWith =
  (answers: Record<string, string>) => async (args: readonly string[]) => {
    const asked = args.join(' ');
    const [, stdout] =
      Object.entries(answers).find(([end]) => asked.endsWith(end)) ?? [];
    const stderr = 'Error from server (NotFound): not found';
    return {
      ok: true as const,
      value:
        stdout === undefined
          ? { code: 1, stdout: '', stderr }
          : { code: 0, stdout, stderr: '' },
    };
  };

async function look(answers: Record<string, string>) {
  const unavailable: string[] = [];
  const note: RecordReading = (sight, reading, otherwise) => {
    if (reading.ok) return reading.value;
    unavailable.push(sight);
    return otherwise;
  };
  return {
    observed: await observePlatform(clusterWith(answers), desired, [], note),
    unavailable,
  };
}

const COLUMNS = '--label-columns name,status,version';
const LIST = '--output json';

describe('lookBeneath', () => {
  it("reads the last revision of each release from the labels of Helm's records", async () => {
    const row = (name: string, status: string, revision: number) =>
      `sh.helm.release.v1.${name}.v${revision}   helm.sh/release.v1   1   5m   ${name}   ${status}   ${revision}`;
    const table = [
      row('grafana', 'superseded', 9),
      row('grafana', 'pending-upgrade', 10),
      row('loki', 'deployed', 1),
    ].join('\n');
    const { observed } = await look({
      [COLUMNS]: table,
      [LIST]: '{"items":[]}',
    });
    expect(observed.releases).toEqual([
      {
        name: 'grafana',
        namespace: 'watch',
        status: 'pending-upgrade',
        revision: 10,
      },
      { name: 'loki', namespace: 'watch', status: 'deployed', revision: 1 },
    ]);
  });

  it('reports an absent namespace as missing, and a failed list as unavailable', async () => {
    const { observed, unavailable } = await look({ [COLUMNS]: '' });
    expect(observed.namespaces).toEqual([]);
    expect(unavailable).toEqual(['layers']);
  });

  it.each([
    [{}, 'the cluster does not serve it'],
    [
      {
        '/apis/metrics.k8s.io':
          '{"preferredVersion":{"groupVersion":"metrics.k8s.io/v1beta1"}}',
      },
      'Error from server (NotFound): not found',
    ],
    [
      {
        '/apis/metrics.k8s.io':
          '{"preferredVersion":{"groupVersion":"metrics.k8s.io/v1beta1"}}',
        '/apis/metrics.k8s.io/v1beta1': '{}',
      },
      undefined,
    ],
  ])(
    'requests the metrics of an autoscaler: %j',
    async (answers: Record<string, string>, why) => {
      const { observed } = await look({ ...answers, [COLUMNS]: '' });
      expect(observed.metricsApis.get('metrics.k8s.io')).toBe(why);
    },
  );
});
