import type { Check } from '../check';
import { kubectl, minutesSince, nodesOf, sizeKeepers } from './lookup';

/** Minutes in which an event still says something about now. */
const RecentMinutes = 30;

/** What an autoscaler says time and again where there are no metrics. */
const noMetrics = /^Failed(Get\w*Metric|ComputeMetricsReplicas)$/;

const drift: Check = {
  name: 'drift',
  title: 'What runs is what the environment says',
  needs: ['differences'],
  judge: ({ wanted, seen }) =>
    seen.differences.map(({ object, lines }) => ({
      about: object,
      problem: `differs from what the environment says: ${lines
        .map(line => line.replace(/^([+-])\s*/, '$1'))
        .join('  ')}`,
      run: `make diff ENV=${wanted.environment}   # then make deploy ENV=${wanted.environment}`,
    })),
};

const events: Check = {
  name: 'events',
  title: 'Kubernetes has not warned of these nodes within half an hour',
  needs: ['events'],
  judge: deployment => {
    const { wanted, seen, now } = deployment;
    const names = nodesOf(deployment).map(({ name }) => name);
    const keepers = sizeKeepers(wanted);
    const recent = seen.events.filter(
      ({ type, reason, lastTimestamp, eventTime, involvedObject }) => {
        const minutes =
          minutesSince(lastTimestamp ?? eventTime, now) ?? Infinity;
        const isOurs = names.some(
          name =>
            involvedObject.name === name ||
            involvedObject.name?.includes(`${name}-`),
        );
        const isOfNoUse =
          involvedObject.kind === 'HorizontalPodAutoscaler' &&
          keepers.includes(involvedObject.name ?? '') &&
          noMetrics.test(reason ?? '');
        return (
          type === 'Warning' && isOurs && !isOfNoUse && minutes < RecentMinutes
        );
      },
    );
    const byReason = new Map(
      recent.map(event => [
        `${event.involvedObject.name} ${event.reason}`,
        event,
      ]),
    );
    return [...byReason.values()].map(
      ({ reason, message, count, involvedObject: { kind, name } }) => ({
        about: `${kind}/${name}`,
        problem: `${reason}${count ? ` (${count} times)` : ''}: ${
          message ?? ''
        }`,
        run: `${kubectl(
          wanted,
        )} get events --field-selector involvedObject.name=${name}`,
        warning: true as const,
      }),
    );
  },
};

export const driftChecks: readonly Check[] = [drift, events];
