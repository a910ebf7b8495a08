import type { Check } from '../check';
import {
  kubectlForNodes,
  minutesSince,
  nodesOf,
  fixedSizeAutoscalers,
} from './lookup';

/** Age up to which an event is relevant. */
const RECENT_MINUTES = 30;

/** Events that an autoscaler repeats while there are no metrics. */
const missingMetricsReason = /^Failed(Get\w*Metric|ComputeMetricsReplicas)$/;

const drift: Check = {
  name: 'drift',
  title: 'The objects of the nodes are as rendered',
  needs: ['differences'],
  judge: ({ desired, observed }) =>
    observed.differences.map(({ object, lines }) => ({
      about: object,
      problem: `differs from the environment: ${lines
        .map(line => line.replace(/^([+-])\s*/, '$1'))
        .join('  ')}`,
      run: `make diff ENV=${desired.environment}   # then make deploy ENV=${desired.environment}`,
    })),
};

const events: Check = {
  name: 'events',
  title: 'There are no warning events of these nodes within half an hour',
  needs: ['events'],
  judge: deployment => {
    const { desired, observed, now } = deployment;
    const names = nodesOf(deployment).map(({ name }) => name);
    const keepers = fixedSizeAutoscalers(desired);
    const recent = observed.events.filter(
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
          missingMetricsReason.test(reason ?? '');
        return (
          type === 'Warning' && isOurs && !isOfNoUse && minutes < RECENT_MINUTES
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
        run: `${kubectlForNodes(
          desired,
        )} get events --field-selector involvedObject.name=${name}`,
        warning: true as const,
      }),
    );
  },
};

export const driftChecks: readonly Check[] = [drift, events];
