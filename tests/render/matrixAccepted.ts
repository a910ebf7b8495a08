import type { Combination } from './combinations';
import { validate } from './environments';
import { parseManifests, workloadsOf, type Workload } from './manifests';
import { nodeValues, template } from './matrixValues';
import { listening } from './peerPorts';
import { checkPolicies } from './policyTools';
import { findingOf, type Report } from './report';
import { restrictedViolations } from './restricted';

/** Where the schemas of a Kubernetes version are. */
export interface KubernetesSchemas {
  version: string;
  location: string;
}

/** Renders the valid combinations with each exposure of peers, and checks each pod. */
export function checkAccepted(
  report: Report,
  chart: string,
  network: string,
  combinations: readonly Combination[],
  schemas: readonly KubernetesSchemas[],
): void {
  const right = combinations.filter(({ refusals }) => refusals.length === 0);
  const nodes = Object.fromEntries([
    ...right.map(combination => [combination.name, nodeValues(combination)]),
    // Ports for peers depend on the pair alone: one history is enough for them.
    ...right
      .filter(({ execution, history }) => history === execution.history[0])
      .flatMap(exposed),
  ]);
  let rendered = '';
  let workloads: Workload[] = [];

  report.check(`${network}: every right combination renders`, () => {
    const templated = template(chart, network, nodes);
    if (!templated.ok) return { ok: false, problems: templated.reason };
    rendered = templated.output;
    workloads = workloadsOf(parseManifests(rendered));
    const names = new Set(workloads.map(({ metadata }) => metadata.name));
    return findingOf(
      Object.keys(nodes)
        .filter(name => !names.has(`m-${name}`))
        .map(name => `${name} has no StatefulSet`),
      `${right.length} combinations, ${names.size} nodes`,
    );
  });
  if (workloads.length === 0) return;
  for (const { version, location } of schemas) {
    report.check(`${network}: kubeconform, Kubernetes ${version}`, () =>
      validate(rendered, [location], chart),
    );
  }
  checkPolicies(report, network, rendered);
  report.check(`${network}: pods are whole and restricted`, () =>
    findingOf(
      workloads.flatMap(workload =>
        [
          ...restrictedViolations(workload.spec.template),
          ...clashes(workload),
          ...halfRendered(workload),
        ].map(problem => `${workload.metadata.name}: ${problem}`),
      ),
      `${workloads.length} pods`,
    ),
  );
}

/** A pair behind node ports and the same behind a load balancer. */
function exposed(
  combination: Combination,
  index: number,
): [string, Record<string, unknown>][] {
  const { execution, consensus, name } = combination;
  const nodePorts = Object.fromEntries(
    listening(execution, consensus).map((port, i) => [
      port,
      30000 + index * 4 + i,
    ]),
  );
  return [
    [
      `${name}-np`,
      nodeValues(combination, { p2p: { exposure: 'nodePort', nodePorts } }),
    ],
    [
      `${name}-lb`,
      nodeValues(combination, {
        p2p: { exposure: 'loadBalancer', address: '203.0.113.7' },
      }),
    ],
  ];
}

/** All containers of a pod share its ports; of the init containers those that stay do. */
export function clashes({ spec }: Workload): string[] {
  const { containers, initContainers } = spec.template.spec;
  const sidecars = initContainers.filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  const ports = [...sidecars, ...containers].flatMap(container =>
    container.ports.map(
      ({ containerPort, protocol }) =>
        `port ${containerPort}/${protocol ?? 'TCP'} is taken twice`,
    ),
  );
  return ports.filter((port, i) => ports.indexOf(port) < i);
}

/** Text in rendered objects that a missing fact leaves. */
export function halfRendered({ spec }: Workload): string[] {
  const { containers, initContainers } = spec.template.spec;
  return [...initContainers, ...containers].flatMap(({ name, args }) =>
    args
      .filter(arg => arg === '' || /<nil>|%!|=$|port=0$/i.test(arg))
      .map(arg => `container ${name} has the flag ${JSON.stringify(arg)}`),
  );
}
