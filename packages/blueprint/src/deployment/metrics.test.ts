import { metricsGroups } from './metrics';
import { autoscalerSchema } from './objects';

describe('the API groups of the metrics of an autoscaler', () => {
  const autoscaler = (...types: string[]) =>
    autoscalerSchema.parse({
      metadata: { name: 'rpc' },
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'rpc' },
        minReplicas: 1,
        maxReplicas: 2,
        metrics: types.map(type => ({ type })),
      },
    });

  it('are those of their kinds, each once', () => {
    expect(metricsGroups(autoscaler('Resource', 'Pods', 'Object'))).toEqual([
      'metrics.k8s.io',
      'custom.metrics.k8s.io',
    ]);
  });

  it('are none for names of properties that every object has', () => {
    expect(metricsGroups(autoscaler('constructor', '__proto__'))).toEqual([]);
  });
});
