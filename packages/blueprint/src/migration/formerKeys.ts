/** A key of a node or pool that has another name since: paths from the node. */
export interface FormerKey {
  former: string;
  name: string;
  /** Former values by their new ones. */
  values?: Readonly<Record<string, string>>;
  /** The field of the first scaling policy that the key sets. */
  field?: 'value' | 'periodSeconds';
}

/** Keys of nodes, of pools and of their defaults. `scheduling` is moved as a whole. */
export const formerKeys: readonly FormerKey[] = [
  { former: 'gracePeriodSeconds', name: 'terminationGracePeriodSeconds' },
  { former: 'consensus.checkpointAgree', name: 'consensus.checkpointQuorum' },
  ...['execution', 'consensus', 'snapshots.verification'].map(owner => ({
    former: `${owner}.storage.className`,
    name: `${owner}.storage.storageClassName`,
  })),
  {
    former: 'p2p.loadBalancer.className',
    name: 'p2p.loadBalancer.loadBalancerClass',
  },
  { former: 'replicas.min', name: 'autoscaling.minReplicas' },
  { former: 'replicas.max', name: 'autoscaling.maxReplicas' },
  { former: 'scaleOn.cpu', name: 'autoscaling.targetCPUUtilizationPercentage' },
  {
    former: 'scaleOn.requestsPerSecond',
    name: 'autoscaling.targetRequestsPerSecond',
  },
  {
    former: 'scaleOn.requestsMetric.name',
    name: 'autoscaling.requestsMetric.name',
  },
  {
    former: 'scaleOn.requestsMetric.of',
    name: 'autoscaling.requestsMetric.type',
    values: { pods: 'Pods', service: 'Object' },
  },
  ...(['up', 'down'] as const).flatMap((direction): FormerKey[] => {
    const rules = `autoscaling.behavior.${
      direction === 'up' ? 'scaleUp' : 'scaleDown'
    }`;
    return [
      {
        former: `scaleOn.${direction}.afterSeconds`,
        name: `${rules}.stabilizationWindowSeconds`,
      },
      {
        former: `scaleOn.${direction}.pods`,
        name: `${rules}.policies`,
        field: 'value',
      },
      {
        former: `scaleOn.${direction}.everySeconds`,
        name: `${rules}.policies`,
        field: 'periodSeconds',
      },
    ];
  }),
];

/** Keys of `clients.<client>`, which is of either layer. */
export const formerClientKeys: readonly FormerKey[] = [
  { former: 'checkpointAgree', name: 'checkpointQuorum' },
  { former: 'storage.className', name: 'storage.storageClassName' },
];

/** What the chart scales by where a former key sets only one field of a policy. */
export const DEFAULT_POLICIES: Readonly<
  Record<string, { type: string; value: number; periodSeconds: number }>
> = {
  'autoscaling.behavior.scaleUp.policies': {
    type: 'Pods',
    value: 4,
    periodSeconds: 60,
  },
  'autoscaling.behavior.scaleDown.policies': {
    type: 'Pods',
    value: 1,
    periodSeconds: 600,
  },
};
