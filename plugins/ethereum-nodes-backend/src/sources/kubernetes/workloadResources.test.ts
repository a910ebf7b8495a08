import { workloadSchema } from './objects';
import { workloadResources } from './workloadResources';

const GIB = 2 ** 30;
const workload = (spec: object) =>
  workloadSchema.parse({ metadata: { name: 'geth', namespace: 'pay' }, spec });
const requesting = (cpu: string, memory: string, more: object = {}) => ({
  name: 'container',
  resources: { requests: { cpu, memory } },
  ...more,
});
const claim = (storage: string, storageClassName?: string | null) => ({
  spec: { storageClassName, resources: { requests: { storage } } },
});

describe('workloadResources', () => {
  it('sums containers and native sidecars, and has the volume claims', () => {
    const resources = workloadResources(
      workload({
        replicas: 2,
        template: {
          spec: {
            containers: [requesting('2', '16Gi'), requesting('500m', '8Gi')],
            initContainers: [
              requesting('50m', '64Mi', { restartPolicy: 'Always' }),
              requesting('4', '64Gi'),
            ],
            volumes: [
              { name: 'tmp', emptyDir: {} },
              { ephemeral: { volumeClaimTemplate: claim('10Gi', 'fast') } },
            ],
          },
        },
        volumeClaimTemplates: [claim('1.5Ti'), claim('100Gi', null)],
      }),
    );
    expect(resources).toEqual({
      pods: 2,
      cpuCores: 2.55,
      memoryBytes: 24 * GIB + 64 * 2 ** 20,
      volumes: [
        { storageClass: undefined, bytes: 1536 * GIB },
        { storageClass: undefined, bytes: 100 * GIB },
        { storageClass: 'fast', bytes: 10 * GIB },
      ],
    });
  });

  it.each([{}, { replicas: 3, template: { spec: { containers: [] } } }])(
    'has none for a workload that requests nothing: %j',
    spec => {
      expect(workloadResources(workload(spec))).toBeUndefined();
    },
  );

  it('has amounts from 0 on', () => {
    const volumeClaimTemplates = [claim('a lot'), claim('-5Gi')];
    expect(
      workloadResources(workload({ replicas: -3, volumeClaimTemplates })),
    ).toMatchObject({ pods: 0, volumes: [{ bytes: 0 }, { bytes: 0 }] });
  });
});
