import type { NodeStatus } from '@nodeyard/ethereum';
import type { Check, Finding } from '../check';
import type { Pod } from '../objects';
import type { Deployment } from '../seen';
import { condition, kubectl, nodesOf, podsOf } from './lookup';
import type { RunningNode } from './lookup';

/** Minutes after which a state of UNKNOWN is no longer one of a sidecar that has just begun. */
const UnknownMinutes = 5;
/** Share of the data volume above which the alert EthDiskCritical fires. */
const FullShare = 0.92;
/** Milliseconds by which clocks may differ before a slot is misjudged. */
const ClockSkewMs = 15_000;

const runbook =
  'https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks/node-states.md';

/** Pods whose sidecar there should be. */
const watched = (deployment: Deployment) =>
  podsOf(deployment).filter(({ pod }) =>
    deployment.seen.sidecars.has(pod.metadata.name),
  );

/**
 * One finding per node whose status `words` has something to say about, and per node that has no status: who has not been
 * asked is not well. An earlier check has said why, if it was made.
 */
function aboutStatus(
  words: (
    status: NodeStatus,
    now: number,
  ) => Pick<Finding, 'problem' | 'run'> | undefined,
) {
  return (deployment: Deployment): Finding[] =>
    nodesOf(deployment).flatMap(({ name, pods }) => {
      const answers = pods.map(pod =>
        deployment.seen.sidecars.get(pod.metadata.name),
      );
      const told = answers.flatMap(answer =>
        answer?.ok ? [words(answer.value, deployment.now)] : [],
      );
      const silent =
        answers.length === 0 || answers.some(answer => answer?.ok === false);
      const unknown = {
        problem: 'does not say how it is',
        run: `${kubectl(deployment.wanted)} get pods`,
      };
      return [...told, silent ? unknown : undefined].flatMap(found =>
        found ? [{ about: name, ...found }] : [],
      );
    });
}

const sidecar: Check = {
  name: 'sidecar',
  title: 'Every sidecar answers',
  needs: ['pods', 'sidecars'],
  judge: deployment =>
    watched(deployment).flatMap(({ node, pod }) => {
      const answer = deployment.seen.sidecars.get(pod.metadata.name);
      return answer?.ok === false
        ? [
            {
              about: node.name,
              problem: `has a sidecar that does not say how the node is: ${answer.reason}`,
              run: `${kubectl(deployment.wanted)} logs ${
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
  judge: aboutStatus(({ verdict, sample }, now) => {
    const run =
      'timedatectl timesync-status   # on the machine of the pod, and here';
    const behind = verdict.evidence.clockSkewSeconds;
    if (behind !== undefined)
      return {
        problem: `runs on a machine whose clock is ${behind} s behind its network`,
        run,
      };
    const ahead = (sample?.at ?? now) - now;
    return ahead > ClockSkewMs
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
  judge: aboutStatus(({ verdict: { state, since, summary } }, now) =>
    state === 'UNKNOWN' && now - since > UnknownMinutes * 60_000
      ? {
          problem: `is in a state that nobody knows for ${Math.round(
            (now - since) / 60_000,
          )} min: ${summary}`,
          run: `open ${runbook}#unknown`,
        }
      : undefined,
  ),
};

const verdict: Check = {
  name: 'in-sync',
  title: 'Every node is in sync',
  needs: ['sidecars'],
  judge: aboutStatus(
    ({ verdict: { ready, state, summary, runbook: anchor } }) =>
      ready
        ? undefined
        : {
            problem: `is ${state}. ${summary}`,
            run: `open ${runbook}#${anchor}`,
          },
  ),
};

const forks: Check = {
  name: 'forks',
  title: 'Every client knows the next fork',
  needs: ['sidecars'],
  judge: aboutStatus(({ verdict: { forkNotReady, forks: known } }) => {
    const missing = known.find(
      fork => fork.verdict === 'MISSING' || fork.verdict === 'MISMATCH',
    );
    return forkNotReady
      ? {
          problem: `leaves its network at the fork ${missing?.fork ?? ''}: ${
            missing?.detail ?? 'a client does not know it'
          }`,
          run: 'make diff   # after a newer image tag in the environment',
        }
      : undefined;
  }),
};

const disk: Check = {
  name: 'disk',
  title: 'Every data volume has room',
  needs: ['sidecars'],
  judge: aboutStatus(({ sample }) => {
    const used = sample?.disk
      ? sample.disk.usedBytes / sample.disk.totalBytes
      : 0;
    return used > FullShare
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
  title: 'Kubernetes believes the sidecars',
  needs: ['pods', 'sidecars'],
  judge: deployment =>
    watched(deployment).flatMap(({ node, pod }) =>
      disbelief(deployment, node, pod),
    ),
};

function disbelief(
  { wanted, seen }: Deployment,
  node: RunningNode,
  pod: Pod,
): Finding[] {
  const answer = seen.sidecars.get(pod.metadata.name);
  const isReady = condition(pod.status.conditions, 'Ready')?.status === 'True';
  if (!answer?.ok || answer.value.verdict.ready === isReady) return [];
  return [
    {
      about: node.name,
      problem: isReady
        ? 'gets callers although its sidecar says that it is not ready'
        : `gets no callers although its sidecar says that it is ready: ${
            condition(pod.status.conditions, 'Ready')?.message ??
            'no reason given'
          }`,
      run: `${kubectl(wanted)} describe pod ${pod.metadata.name}`,
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
