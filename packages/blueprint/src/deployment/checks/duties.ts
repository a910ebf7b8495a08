import type { Check } from '../check';
import { allAutoscalers, metricsGroups } from '../metrics';
import {
  autoscalerSchema,
  budgetSchema,
  cronJobSchema,
  matches,
} from '../objects';
import {
  findCondition,
  deployCommand,
  kubectlForNodes,
  minutesSince,
  podsOf,
  renderedObjects,
  fixedSizeAutoscalers,
} from './lookup';

/** Age from which a snapshot CronJob without any success is a finding. */
const FIRST_SNAPSHOT_HOURS = 48;

const budget: Check = {
  name: 'disruption-budget',
  title: 'Drains take one node at a time',
  needs: ['pods', 'budgets'],
  judge: ({ desired, observed }) => {
    const lacking = renderedObjects(
      desired,
      'PodDisruptionBudget',
      budgetSchema,
    )
      .filter(
        ({ metadata }) =>
          !observed.budgets.some(live => live.metadata.name === metadata.name),
      )
      .map(({ metadata: { name } }) => ({
        about: `PodDisruptionBudget/${name}`,
        problem: 'is missing: a drain may take every node at once',
        run: deployCommand(desired),
      }));
    const stuck = observed.budgets
      .filter(
        ({ metadata, status }) =>
          desired.objects.some(
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
        run: `${kubectlForNodes(desired)} describe pdb ${name}`,
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
      const over = deployment.observed.budgets.filter(({ spec }) =>
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
              run: `${kubectlForNodes(deployment.desired)} get pdb ${names.join(
                ' ',
              )} -o wide`,
            },
          ];
    }),
};

const metrics: Check = {
  name: 'metrics',
  title: 'The metrics that autoscalers need are served',
  needs: ['layers'],
  judge: ({ desired, observed }) =>
    allAutoscalers(desired, observed.layers).flatMap(autoscaler => {
      const { name, namespace = desired.namespace } = autoscaler.metadata;
      return metricsGroups(autoscaler)
        .filter(group => observed.metricsApis.has(group))
        .map(group => ({
          about: `HorizontalPodAutoscaler/${name}`,
          problem: `in ${namespace} cannot scale by ${group}: ${observed.metricsApis.get(
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
  judge: ({ desired, observed }) =>
    renderedObjects(
      desired,
      'HorizontalPodAutoscaler',
      autoscalerSchema,
    ).flatMap(({ metadata: { name } }) => {
      const live = observed.autoscalers.find(
        ({ metadata }) => metadata.name === name,
      );
      const about = `HorizontalPodAutoscaler/${name}`;
      if (!live) {
        return [
          {
            about,
            problem: 'is missing: the pool keeps its size',
            run: deployCommand(desired),
          },
        ];
      }
      const conditions = live.status?.conditions ?? [];
      const isFixed = fixedSizeAutoscalers(desired).includes(name);
      const broken = ['AbleToScale', ...(isFixed ? [] : ['ScalingActive'])]
        .map(type => findCondition(conditions, type))
        .find(
          found =>
            found?.status === 'False' && found.reason !== 'ScalingDisabled',
        );
      return broken
        ? [
            {
              about,
              problem: `cannot scale: ${broken.message ?? broken.reason}`,
              run: `${kubectlForNodes(
                desired,
              )} describe hpa ${name}   # metrics are served by: kubectl get apiservice v1beta1.metrics.k8s.io`,
            },
          ]
        : [];
    }),
};

const snapshots: Check = {
  name: 'snapshots',
  title: 'The last snapshot of every node has succeeded',
  needs: ['cronJobs'],
  judge: ({ desired, observed, now }) =>
    renderedObjects(desired, 'CronJob', cronJobSchema).flatMap(
      ({ metadata: { name } }) => {
        const live = observed.cronJobs.find(
          ({ metadata }) => metadata.name === name,
        );
        const about = `CronJob/${name}`;
        const run = `${kubectlForNodes(desired)} get jobs,pods | grep ${name}`;
        if (!live) {
          return [
            {
              about,
              problem: 'is missing: no snapshots are taken',
              run: deployCommand(desired),
            },
          ];
        }
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
          hours > FIRST_SNAPSHOT_HOURS
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
