import type { Manifest } from '../manifests';

/** One link of the way from outside to a pool that is missing or leads elsewhere. */
export interface Break {
  title: string;
  /** Relevant modes of the mesh; both by default. */
  mode?: 'sidecar' | 'ambient';
  /** The objects without it. */
  apply(manifests: readonly Manifest[]): Manifest[];
}

export const breaks: Break[] = [
  without('the Gateway', 'Gateway'),
  changed('another address of the Gateway', 'Gateway', text =>
    text.replace('"value":"gateway"', '"value":"ingress"'),
  ),
  changed('another port of the Gateway', 'Gateway', text =>
    text.replace('"port":443', '"port":8443'),
  ),
  changed('a Gateway that admits other namespaces', 'Gateway', text =>
    text.replace('"values":["ethereum"]', '"values":["shop"]'),
  ),
  changed('proxies that are kept from their routes', 'NetworkPolicy', text =>
    text.replace(
      '"operator":"In","values":["ethereum"]',
      '"operator":"In","values":["shop"]',
    ),
  ),
  without(
    'the way of the proxies at the edge to istiod and names',
    'NetworkPolicy',
    ['gateway-public', 'allow-mesh'],
  ),
  without('the route', 'HTTPRoute'),
  changed('a route to another Gateway', 'HTTPRoute', text =>
    text.replace('"name":"public"', '"name":"private"'),
  ),
  changed('a route of another host', 'HTTPRoute', text =>
    text.replace('rpc.example.org', 'rpc.example.com'),
  ),
  changed('a route to another port', 'HTTPRoute', text =>
    text.replace('"port":8545', '"port":8546'),
  ),
  without("the RPC gateway's Service", 'Service', 'hoodi-gateway'),
  changed('a Service that selects nothing', 'Service', text =>
    text.replaceAll(
      '"ethereum.nodeyard.io/role":"gateway"',
      '"ethereum.nodeyard.io/role":"door"',
    ),
  ),
  without(
    'the way into the RPC gateway',
    'NetworkPolicy',
    'hoodi-gateway-rpc',
    'sidecar',
  ),
  without(
    'the tunnel into the RPC gateway',
    'NetworkPolicy',
    'hoodi-gateway-mesh',
    'ambient',
  ),
  without(
    'the way to istiod',
    'NetworkPolicy',
    ['hoodi-gateway-mesh', 'allow-mesh'],
    'sidecar',
  ),
  changed('proxies of another name at the edge', 'NetworkPolicy', text =>
    text.replaceAll(
      '"gateway.networking.k8s.io/gateway-name":"public"',
      '"gateway.networking.k8s.io/gateway-name":"other"',
    ),
  ),
  changed(
    "an edge that is not in the RPC gateway's rules",
    'AuthorizationPolicy',
    text =>
      text.replaceAll('istio-ingress/sa/gateway', 'istio-ingress/sa/other'),
  ),
  without("the RPC gateway's rules", 'AuthorizationPolicy', 'hoodi-gateway'),
  without(
    'certificates of the RPC gateway',
    'PeerAuthentication',
    'hoodi-gateway',
  ),
  changed(
    "one caller's rate for all callers",
    'ConfigMap',
    text =>
      text.replace('if { src 127.0.0.6/32 ::6/128 }', 'if { src 10.0.0.1/32 }'),
    'sidecar',
  ),
  changed('a pool of another name', 'ConfigMap', text =>
    text.replaceAll(' rpc.ethereum.svc', ' rcp.ethereum.svc'),
  ),
  without("the pool's Service", 'Service', 'rpc'),
  without(
    'the way from the RPC gateway to nodes',
    'NetworkPolicy',
    'hoodi-gateway-nodes',
    'sidecar',
  ),
  without('the way into the pool', 'NetworkPolicy', 'rpc-rpc', 'sidecar'),
  without('the tunnel into the pool', 'NetworkPolicy', 'rpc-mesh', 'ambient'),
  without("the pool's rules", 'AuthorizationPolicy', 'rpc'),
  changed('a pool outside of the mesh', 'Deployment', text =>
    text.replaceAll(
      /"(sidecar.istio.io\/inject":"true|istio.io\/dataplane-mode":"ambient)"/g,
      '"x":"y"',
    ),
  ),
];

function without(
  title: string,
  kind: string,
  names?: string | string[],
  mode?: 'sidecar' | 'ambient',
): Break {
  return {
    title,
    mode,
    apply: manifests =>
      manifests.filter(
        one =>
          one.kind !== kind ||
          (names !== undefined &&
            ![names].flat().includes(one.metadata.name ?? '')),
      ),
  };
}

function changed(
  title: string,
  kind: string,
  change: (text: string) => string,
  mode?: 'sidecar' | 'ambient',
): Break {
  return {
    title,
    mode,
    apply: manifests =>
      manifests.map(one =>
        one.kind === kind ? JSON.parse(change(JSON.stringify(one))) : one,
      ),
  };
}
