import { resolve } from 'node:path';
import { z } from 'zod';
import { parseManifests, workloadsOf, type Workload } from './manifests';
import { run } from './program';
import { findingOf, type Finding } from './report';

/** Pods that may call the API server, by their labels, with reasons. Other pods have no token. */
const holders: { labels: Record<string, string>; reason: string }[] = [
  {
    labels: {
      'ethereum.nodeyard.io/role': 'snapshot',
      'ethereum.nodeyard.io/task': 'run',
    },
    reason: 'stops and starts its node, and makes the Jobs of a snapshot',
  },
];
/** An API server extends one of 3607 s, which is what Kubernetes mounts by itself, to a year. */
const MAX_SECONDS = 3_600;

const podSchema = z.looseObject({
  automountServiceAccountToken: z.boolean().default(true),
  volumes: z
    .array(
      z.looseObject({
        name: z.string(),
        projected: z
          .looseObject({
            sources: z.array(
              z.looseObject({
                serviceAccountToken: z
                  .looseObject({
                    expirationSeconds: z.number().optional(),
                    /** Absent for a token of the API server. */
                    audience: z.string().min(1).optional(),
                  })
                  .optional(),
              }),
            ),
          })
          .optional(),
      }),
    )
    .nullish(),
});

/** Problems of the tokens of a pod. */
export function tokenProblems({ spec: { template } }: Workload): string[] {
  const pod = podSchema.parse(template.spec);
  const labels = template.metadata.labels ?? {};
  const isHolder = holders.some(holder =>
    Object.entries(holder.labels).every(
      ([key, value]) => labels[key] === value,
    ),
  );
  const tokens = (pod.volumes ?? []).flatMap(({ name, projected }) =>
    (projected?.sources ?? []).flatMap(({ serviceAccountToken }) =>
      serviceAccountToken ? [{ name, ...serviceAccountToken }] : [],
    ),
  );
  return [
    ...(pod.automountServiceAccountToken
      ? [
          'mounts the default token, which is good for a year: set automountServiceAccountToken: false, and project one where it is needed',
        ]
      : []),
    ...tokens.flatMap(({ name, audience, expirationSeconds = Infinity }) => [
      ...(isHolder || audience !== undefined
        ? []
        : [
            `volume ${name} has a token of the API server: remove it, or say in tests/render/tokens.ts what for`,
          ]),
      ...(expirationSeconds > MAX_SECONDS
        ? [
            `volume ${name} has a token without an end within an hour: set expirationSeconds: ${MAX_SECONDS}`,
          ]
        : []),
    ]),
  ];
}

/** Checks that no shipped or documented object requests a token without expiry. */
export function checkNoLastingTokens(): Finding {
  const secret = 'type[:=] *[\'"]?kubernetes\\.io/service-account-token';
  const found = run('git', ['grep', '--name-only', '-E', secret], {
    cwd: resolve(__dirname, '../..'),
    complaintExit: 1,
  });
  return found.ok
    ? findingOf(found.output.split('\n').filter(Boolean), 'no such Secret')
    : { ok: false, problems: found.reason };
}

const FAULTY = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: default }
spec: { template: { metadata: {}, spec: { containers: [] } } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: stranger }
spec:
  template:
    metadata: { labels: { ethereum.nodeyard.io/role: snapshot, ethereum.nodeyard.io/task: upload } }
    spec:
      automountServiceAccountToken: false
      containers: []
      volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3600 } }] } }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: lasting }
spec:
  template:
    metadata: { labels: { ethereum.nodeyard.io/role: snapshot, ethereum.nodeyard.io/task: run } }
    spec:
      automountServiceAccountToken: false
      containers: []
      volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3607 } }] } }]
`;
const expected = [
  'default mounts the default token',
  'stranger volume token has a token of the API server',
  'lasting volume token has a token without an end',
];

/** Is each fault found? No pod that is rendered has one. */
export function checkTokenFaultsFound(): Finding {
  const found = workloadsOf(parseManifests(FAULTY)).flatMap(workload =>
    tokenProblems(workload).map(why => `${workload.metadata.name} ${why}`),
  );
  return findingOf(
    [
      ...expected.filter(words => !found.some(one => one.startsWith(words))),
      ...found.filter(one => !expected.some(words => one.startsWith(words))),
    ],
    `${expected.length} faults`,
  );
}
