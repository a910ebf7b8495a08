import type { Check } from '../check';
import { autoscalersOf, groupsOf } from '../metrics';
import {
  autoscalerSchema,
  budgetSchema,
  cronJobSchema,
  matches,
} from '../objects';
import {
  condition,
  deploy,
  kubectl,
  minutesSince,
  podsOf,
  rendered,
  sizeKeepers,
} from './lookup';

/** Hours after which a snapshot job that never succeeded is not just new. */
const FirstSnapshotHours = 48;

const budget: Check = {
  name: 'disruption-budget',
  title: 'Drains take one node at a time',
  needs: ['pods', 'budgets'],
  judge: ({ wanted, seen }) => {
    const lacking = rendered(wanted, 'PodDisruptionBudget', budgetSchema)
      .filter(
        ({ metadata }) =>
          !seen.budgets.some(live => live.metadata.name === metadata.name),
      )
      .map(({ metadata: { name } }) => ({
        about: `PodDisruptionBudget/${name}`,
        problem: 'is missing: a drain may take every node at once',
        run: deploy(wanted),
      }));
    const stuck = seen.budgets
      .filter(
        ({ metadata, status }) =>
          wanted.objects.some(
            ({ kind, metadata: named }) =>
              kind === 'PodDisruptionBudget' && named.name === metadata.name,
          ) &&
          status !== undefined &&
          status.expectedPods > 0 &&
          status.currentHealthy === status.expectedPods &&
          status.disruptionsAllowed === 0,
      )
      .map(({ metadata: { name } }) => ({
        about: `PodDisruptionBudget/${name}`,
        problem:
          'allows no disruption although every node is healthy: no machine can ever be drained',
        run: `${kubectl(wanted)} describe pdb ${name}`,
      }));
    return [...lacking, ...stuck];
  },
};

const oneBudget: Check = {
  name: 'one-budget',
  title: 'No pod is under two budgets',
  needs: ['pods', 'budgets'],
  judge: deployment =>
    podsOf(deployment).flatMap(({ node, pod }) => {
      const over = deployment.seen.budgets.filter(({ spec }) =>
        matches(spec.selector.matchLabels, pod.metadata.labels),
      );
      const names = over.map(({ metadata }) => metadata.name);
      return over.length < 2
        ? []
        : [
            {
              about: `${node.name}'s budgets`,
              problem: `are ${names.join(
                ' and ',
              )}: Kubernetes evicts no pod that is under two`,
              run: `${kubectl(deployment.wanted)} get pdb ${names.join(
                ' ',
              )} -o wide`,
            },
          ];
    }),
};

const metrics: Check = {
  name: 'metrics',
  title: 'The numbers by which autoscalers go are served',
  needs: ['layers'],
  judge: ({ wanted, seen }) =>
    autoscalersOf(wanted, seen.layers).flatMap(autoscaler => {
      const { name, namespace = wanted.namespace } = autoscaler.metadata;
      return groupsOf(autoscaler)
        .filter(group => seen.metricsApis.has(group))
        .map(group => ({
          about: `HorizontalPodAutoscaler/${name}`,
          problem: `in ${namespace} cannot scale by ${group}: ${seen.metricsApis.get(
            group,
          )}`,
          run: `kubectl get apiservices | grep ${group}   # what brings it: docs/platform.md, "Kubernetes and metrics"`,
        }));
    }),
};

const autoscaling: Check = {
  name: 'autoscaling',
  title: 'Every pool can scale',
  needs: ['autoscalers'],
  judge: ({ wanted, seen }) =>
    rendered(wanted, 'HorizontalPodAutoscaler', autoscalerSchema).flatMap(
      ({ metadata: { name } }) => {
        const live = seen.autoscalers.find(
          ({ metadata }) => metadata.name === name,
        );
        const about = `HorizontalPodAutoscaler/${name}`;
        if (!live)
          return [
            {
              about,
              problem: 'is missing: the pool keeps its size',
              run: deploy(wanted),
            },
          ];
        const conditions = live.status?.conditions ?? [];
        const isFixed = sizeKeepers(wanted).includes(name);
        const broken = ['AbleToScale', ...(isFixed ? [] : ['ScalingActive'])]
          .map(type => condition(conditions, type))
          .find(
            found =>
              found?.status === 'False' && found.reason !== 'ScalingDisabled',
          );
        return broken
          ? [
              {
                about,
                problem: `cannot scale: ${broken.message ?? broken.reason}`,
                run: `${kubectl(
                  wanted,
                )} describe hpa ${name}   # numbers come from: kubectl get apiservice v1beta1.metrics.k8s.io`,
              },
            ]
          : [];
      },
    ),
};

const snapshots: Check = {
  name: 'snapshots',
  title: 'The last snapshot of every node has succeeded',
  needs: ['cronJobs'],
  judge: ({ wanted, seen, now }) =>
    rendered(wanted, 'CronJob', cronJobSchema).flatMap(
      ({ metadata: { name } }) => {
        const live = seen.cronJobs.find(
          ({ metadata }) => metadata.name === name,
        );
        const about = `CronJob/${name}`;
        const run = `${kubectl(wanted)} get jobs,pods | grep ${name}`;
        if (!live)
          return [
            {
              about,
              problem: 'is missing: no snapshots are taken',
              run: deploy(wanted),
            },
          ];
        const {
          lastScheduleTime,
          lastSuccessfulTime,
          active = [],
        } = live.status ?? {};
        const wasLate =
          Date.parse(lastScheduleTime ?? '') >
          Date.parse(lastSuccessfulTime ?? '1970-01-01');
        if (wasLate && active.length === 0) {
          return [
            {
              about,
              problem: `did not succeed at ${lastScheduleTime}; last at ${
                lastSuccessfulTime ?? 'no time yet'
              }`,
              run,
            },
          ];
        }
        const hours =
          (minutesSince(live.metadata.creationTimestamp, now) ?? 0) / 60;
        return lastSuccessfulTime === undefined &&
          !live.spec.suspend &&
          hours > FirstSnapshotHours
          ? [
              {
                about,
                problem: `has not succeeded once in ${Math.round(hours)} h`,
                run,
              },
            ]
          : [];
      },
    ),
};

export const dutyChecks: readonly Check[] = [
  budget,
  oneBudget,
  metrics,
  autoscaling,
  snapshots,
];
