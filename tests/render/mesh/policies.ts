import { z } from 'zod';
import {
  authorizationSpec,
  networkPolicySpec,
  objects,
  selects,
  type Cluster,
  type Pods,
} from './objects';

/** Does some network policy of each side let a connection through? Kubernetes denies a direction as soon as a policy names it. */
export function connectionProblems(
  cluster: Cluster,
  from: Pods,
  to: Pods,
  port: number,
): string[] {
  const between = `${describe(from)} to ${describe(to)} on ${port}`;
  return [
    ...(passes(cluster, from, to, port, 'Egress')
      ? []
      : [`no network policy lets out ${between}`]),
    ...(passes(cluster, to, from, port, 'Ingress')
      ? []
      : [`no network policy lets in ${between}`]),
  ];
}

function passes(
  cluster: Cluster,
  own: Pods,
  other: Pods,
  port: number,
  direction: 'Ingress' | 'Egress',
): boolean {
  const policies = objects(cluster, 'NetworkPolicy')
    .filter(({ namespace }) => namespace === own.namespace)
    .map(({ manifest }) => networkPolicySpec.parse(manifest.spec))
    .filter(
      ({ podSelector, policyTypes }) =>
        policyTypes.includes(direction) && selects(podSelector, own.labels),
    );
  if (policies.length === 0) return true;
  const rules = policies.flatMap(policy =>
    direction === 'Ingress' ? policy.ingress : policy.egress,
  );
  return rules.some(
    ({ from, to, ports }) =>
      (ports ?? [{ port }]).some(allowed => allowed.port === port) &&
      ((direction === 'Ingress' ? from : to) ?? [{}]).some(
        ({ namespaceSelector, podSelector, ipBlock }) =>
          ipBlock === undefined &&
          (namespaceSelector
            ? selects(namespaceSelector, {
                'kubernetes.io/metadata.name': other.namespace,
              })
            : own.namespace === other.namespace) &&
          (!podSelector || selects(podSelector, other.labels)),
      ),
  );
}

/** Does an AuthorizationPolicy let an identity call a port, where there is one for the pods? */
export function authorizationProblems(
  cluster: Cluster,
  from: Pods,
  to: Pods,
  port: number,
): string[] {
  const principal = `cluster.local/ns/${from.namespace}/sa/${from.serviceAccount}`;
  const policies = objects(cluster, 'AuthorizationPolicy')
    .filter(({ namespace }) => namespace === to.namespace)
    .map(({ manifest }) => authorizationSpec.parse(manifest.spec))
    .filter(({ selector }) =>
      selects({ ...selector, matchExpressions: [] }, to.labels),
    );
  const admits = policies.some(({ rules }) =>
    rules.some(
      rule =>
        rule.to.some(({ operation }) =>
          operation.ports.includes(String(port)),
        ) &&
        (rule.from ?? []).some(
          ({ source }) =>
            source.namespaces.includes(from.namespace) ||
            source.principals.some(pattern =>
              pattern.startsWith('*')
                ? principal.endsWith(pattern.slice(1))
                : principal === pattern,
            ),
        ),
    ),
  );
  return admits
    ? []
    : [
        `no AuthorizationPolicy lets ${principal} call ${describe(
          to,
        )} on ${port}`,
      ];
}

const peerAuthentication = z.object({
  selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
  mtls: z.object({ mode: z.string() }),
});

/** Must callers of these pods have a certificate? */
export function isStrict(cluster: Cluster, pods: Pods): boolean {
  return objects(cluster, 'PeerAuthentication')
    .filter(({ namespace }) => namespace === pods.namespace)
    .map(({ manifest }) => peerAuthentication.parse(manifest.spec))
    .some(
      ({ selector, mtls }) =>
        selects({ ...selector, matchExpressions: [] }, pods.labels) &&
        mtls.mode === 'STRICT',
    );
}

export function describe({ namespace, serviceAccount }: Pods): string {
  return `${namespace}/${serviceAccount}`;
}
