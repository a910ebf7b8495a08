import type { NodeStatus } from '@nodeyard/ethereum';
import type { Check, Finding } from '../check';
import type { Pod } from '../objects';
import type { Deployment } from '../state';
import { findCondition, kubectlForNodes, nodesOf, podsOf } from './lookup';
import type { NodeDeployment } from './lookup';

/** Minutes for which a sidecar that has just started may report UNKNOWN. */
const UNKNOWN_MINUTES = 5;
/** Usage of the data volume above which the alert EthDiskCritical fires. */
const CRITICAL_DISK_RATIO = 0.92;
/** Clock skew beyond which a slot may be misjudged. */
const MAX_CLOCK_SKEW_MS = 15_000;

const RUNBOOK =
  'https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks/node-states.md';

/** Pods with a sidecar. */
const podsWithSidecar = (deployment: Deployment) =>
  podsOf(deployment).filter(({ pod }) =>
    deployment.observed.sidecars.has(pod.metadata.name),
  );

/**
 * One finding per node for whose status `describe` returns a problem, and per node without a status: a node that was not queried
 * does not pass. An earlier check reports the reason, if it was run.
 */
function perNodeStatus(
  describe: (
    status: NodeStatus,
    now: number,
  ) => Pick<Finding, 'problem' | 'run'> | undefined,
) {
  return (deployment: Deployment): Finding[] =>
    nodesOf(deployment).flatMap(({ name, pods }) => {
      const answers = pods.map(pod =>
        deployment.observed.sidecars.get(pod.metadata.name),
      );
      const findings = answers.flatMap(answer =>
        answer?.ok ? [describe(answer.value, deployment.now)] : [],
      );
      const silent =
        answers.length === 0 || answers.some(answer => answer?.ok === false);
      const unknown = {
        problem: 'has no status from its sidecar',
        run: `${kubectlForNodes(deployment.desired)} get pods`,
      };
      return [...findings, silent ? unknown : undefined].flatMap(found =>
        found ? [{ about: name, ...found }] : [],
      );
    });
}

const sidecar: Check = {
  name: 'sidecar',
  title: 'Every sidecar answers',
  needs: ['pods', 'sidecars'],
  judge: deployment =>
    podsWithSidecar(deployment).flatMap(({ node, pod }) => {
      const answer = deployment.observed.sidecars.get(pod.metadata.name);
      return answer?.ok === false
        ? [
            {
              about: node.name,
              problem: `has a sidecar without a status: ${answer.reason}`,
              run: `${kubectlForNodes(deployment.desired)} logs ${
                pod.metadata.name
              } -c node-health --tail=50`,
            },
          ]
        : [];
    }),
};

const clock: Check = {
  name: 'clocks',
  title: 'The clocks agree',
  needs: ['sidecars'],
  judge: perNodeStatus(({ verdict, sample }, now) => {
    const run =
      'timedatectl timesync-status   # on the machine of the pod, and here';
    const behind = verdict.evidence.clockSkewSeconds;
    if (behind !== undefined) {
      return {
        problem: `runs on a machine whose clock is ${behind} s behind its network`,
        run,
      };
    }
    const ahead = (sample?.at ?? now) - now;
    return ahead > MAX_CLOCK_SKEW_MS
      ? {
          problem: `runs on a machine whose clock is ${Math.round(
            ahead / 1000,
          )} s ahead of this one`,
          run,
        }
      : undefined;
  }),
};

const unknownState: Check = {
  name: 'unknown-state',
  title: 'No state is unknown for long',
  needs: ['sidecars'],
  judge: perNodeStatus(({ verdict: { state, since, summary } }, now) =>
    state === 'UNKNOWN' && now - since > UNKNOWN_MINUTES * 60_000
      ? {
          problem: `has had an unknown state for ${Math.round(
            (now - since) / 60_000,
          )} min: ${summary}`,
          run: `open ${RUNBOOK}#unknown`,
        }
      : undefined,
  ),
};

const verdict: Check = {
  name: 'in-sync',
  title: 'Every node is in sync',
  needs: ['sidecars'],
  judge: perNodeStatus(
    ({ verdict: { ready, state, summary, runbook: anchor } }) =>
      ready
        ? undefined
        : {
            problem: `is ${state}. ${summary}`,
            run: `open ${RUNBOOK}#${anchor}`,
          },
  ),
};

const forks: Check = {
  name: 'forks',
  title: 'Every client has the next fork in its configuration',
  needs: ['sidecars'],
  judge: perNodeStatus(({ verdict: { forkReady, forks: known } }) => {
    const missing = known.find(
      fork => fork.verdict === 'MISSING' || fork.verdict === 'MISMATCH',
    );
    return forkReady
      ? undefined
      : {
          problem: `will leave its network at the fork ${
            missing?.fork ?? ''
          }: ${missing?.detail ?? 'a client is not configured for it'}`,
          run: 'make diff   # after a newer image tag in the environment',
        };
  }),
};

const disk: Check = {
  name: 'disk',
  title: 'Every data volume has room',
  needs: ['sidecars'],
  judge: perNodeStatus(({ sample }) => {
    const used = sample?.disk
      ? sample.disk.usedBytes / sample.disk.totalBytes
      : 0;
    return used > CRITICAL_DISK_RATIO
      ? {
          problem: `has used ${Math.round(
            used * 100,
          )} % of its data volume: clients stop, or damage their database, when it is full`,
          run: 'open https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks/alerts.md#ethdiskcritical',
        }
      : undefined;
  }),
};

const readiness: Check = {
  name: 'readiness',
  title: 'Pod readiness matches the verdicts of the sidecars',
  needs: ['pods', 'sidecars'],
  judge: deployment =>
    podsWithSidecar(deployment).flatMap(({ node, pod }) =>
      readinessMismatch(deployment, node, pod),
    ),
};

function readinessMismatch(
  { desired, observed }: Deployment,
  node: NodeDeployment,
  pod: Pod,
): Finding[] {
  const answer = observed.sidecars.get(pod.metadata.name);
  const isReady =
    findCondition(pod.status.conditions, 'Ready')?.status === 'True';
  if (!answer?.ok || answer.value.verdict.ready === isReady) return [];
  return [
    {
      about: node.name,
      problem: isReady
        ? 'receives traffic although its sidecar reports not ready'
        : `receives no traffic although its sidecar reports ready: ${
            findCondition(pod.status.conditions, 'Ready')?.message ??
            'no reason given'
          }`,
      run: `${kubectlForNodes(desired)} describe pod ${pod.metadata.name}`,
    },
  ];
}

export const healthChecks: readonly Check[] = [
  sidecar,
  clock,
  disk,
  unknownState,
  verdict,
  readiness,
  forks,
];
