import type { UpstreamRelease } from '../upstreamRules';
import { ingressValues, type Cluster, type Pods } from './objects';
import {
  authorizationProblems,
  connectionProblems,
  describe,
  isStrict,
} from './policies';
import {
  attachedRoute,
  podsBehind,
  trustsItsSidecar,
  upstreamsOf,
  type Target,
} from './services';

/** A path of a call, and missing objects on it. */
export interface Path {
  /** Pods in their order, the proxies at the cluster's edge first. */
  steps: string[];
  problems: string[];
}

/**
 * Follows a caller from outside by names, ports, labels and namespaces: load balancer, Gateway, HTTPRoute, the RPC gateway, and
 * from there each pool. In an ambient mesh pods reach each other through the tunnel's port.
 *
 * @param release - Istio's chart `gateway`, by what it is given: its objects have its name, and its pods these labels
 *   (istio/istio 1.31.0-rc.0 manifests/charts/gateway/templates)
 */
export function followPath(
  cluster: Cluster,
  release: UpstreamRelease,
  mode: 'sidecar' | 'ambient',
): Path {
  const values = ingressValues.parse(release.values);
  const edge: Pods = {
    namespace: release.namespace,
    labels: { app: 'gateway', istio: 'gateway', ...values.labels },
    serviceAccount: 'gateway',
    ports: values.service.ports.map(({ targetPort }) => targetPort),
    named: {},
  };
  const attached = attachedRoute(cluster, edge, values);
  if (typeof attached === 'string') return { steps: [], problems: [attached] };

  const rpc = podsBehind(cluster, attached.backend);
  if (typeof rpc === 'string') return { steps: [], problems: [rpc] };
  const pools = upstreamsOf(cluster).map(address =>
    podsBehind(cluster, address),
  );
  const found = pools.filter(pool => typeof pool !== 'string');
  const hops = [
    { from: edge, to: rpc },
    ...found.map(to => ({ from: rpc, to })),
  ];
  return {
    steps: [edge, rpc.pods, ...found.map(({ pods }) => pods)].map(describe),
    problems: [
      ...pools.filter(pool => typeof pool === 'string'),
      ...(pools.length > 0 ? [] : ['the RPC gateway asks no pool']),
      ...(mode === 'ambient' || trustsItsSidecar(cluster)
        ? []
        : ['the RPC gateway takes all callers from outside for one']),
      ...hops.flatMap(({ from, to }) =>
        hopProblems(cluster, 'pods' in from ? from.pods : from, to, mode),
      ),
      ...connectionProblems(cluster, edge, istiod, 15012),
      ...[rpc, ...found].flatMap(({ pods }) =>
        joinProblems(cluster, pods, mode),
      ),
    ],
  };
}

/** As Istio's chart makes it (istio/istio 1.31.0-rc.0 manifests/charts/istio-control/istio-discovery/templates). */
const istiod: Pods = {
  namespace: 'istio-system',
  labels: { app: 'istiod', istio: 'pilot' },
  serviceAccount: 'istiod',
  ports: [15012],
  named: {},
};

function hopProblems(
  cluster: Cluster,
  from: Pods,
  { pods, port }: Target,
  mode: 'sidecar' | 'ambient',
): string[] {
  const onWire = mode === 'ambient' ? 15008 : port;
  return [
    ...connectionProblems(cluster, from, pods, onWire),
    ...(isStrict(cluster, pods)
      ? authorizationProblems(cluster, from, pods, port)
      : [`${describe(pods)} does not ask for certificates`]),
  ];
}

/** Is a pod in the mesh, and can its proxy reach istiod? */
function joinProblems(
  cluster: Cluster,
  pods: Pods,
  mode: 'sidecar' | 'ambient',
): string[] {
  const [label, value] =
    mode === 'ambient'
      ? ['istio.io/dataplane-mode', 'ambient']
      : ['sidecar.istio.io/inject', 'true'];
  return [
    ...(pods.labels[label] === value
      ? []
      : [`${describe(pods)} is outside of the mesh`]),
    ...(mode === 'sidecar'
      ? connectionProblems(cluster, pods, istiod, 15012)
      : []),
  ];
}
