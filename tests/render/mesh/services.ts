import { ensurePresent } from '../../ensurePresent';
import { workloadsOf } from '../manifests';
import {
  gatewaySpec,
  objects,
  routeSpec,
  selects,
  serviceSpec,
  type Cluster,
  type IngressValues,
  type Pods,
} from './objects';

export interface Address {
  namespace: string;
  service: string;
  port: number;
}

/** Pods and the port of theirs that a Service leads to. */
export interface Target {
  pods: Pods;
  port: number;
}

/** Where the Gateway of these proxies sends calls; or why it sends none. */
export function attachedRoute(
  cluster: Cluster,
  edge: Pods,
  { service }: IngressValues,
): { backend: Address } | string {
  const gateways = objects(cluster, 'Gateway');
  if (gateways.length !== 1) return `${gateways.length} Gateways`;
  const gateway = ensurePresent(gateways[0]);
  const { gatewayClassName, addresses, listeners } = gatewaySpec.parse(
    gateway.manifest.spec,
  );
  if (gatewayClassName !== 'istio') return `a Gateway of ${gatewayClassName}`;
  const address = ensurePresent(addresses[0]);
  if (
    gateway.namespace !== edge.namespace ||
    address.type !== 'Hostname' ||
    address.value !== 'gateway'
  ) {
    return `Gateway ${gateway.name} has no proxies: its address is ${address.value} in ${gateway.namespace}`;
  }
  if (edge.labels['gateway.networking.k8s.io/gateway-name'] !== gateway.name) {
    return `its proxies are not labelled as those of Gateway ${gateway.name}`;
  }
  for (const listener of listeners) {
    if (!service.ports.some(({ port }) => port === listener.port)) {
      return `the load balancer has no port ${listener.port}`;
    }
    for (const route of objects(cluster, 'HTTPRoute')) {
      const { parentRefs, hostnames, rules } = routeSpec.parse(
        route.manifest.spec,
      );
      const isAttached =
        parentRefs.some(
          ({ name, namespace }) =>
            name === gateway.name && namespace === gateway.namespace,
        ) &&
        hostnames.includes(listener.hostname) &&
        selects(listener.allowedRoutes.namespaces.selector, {
          'kubernetes.io/metadata.name': route.namespace,
        });
      if (isAttached) {
        const { name, port } = ensurePresent(
          ensurePresent(rules[0]).backendRefs[0],
        );
        return { backend: { namespace: route.namespace, service: name, port } };
      }
    }
  }
  return `no HTTPRoute is attached to Gateway ${gateway.name}`;
}

export function podsBehind(
  cluster: Cluster,
  { namespace, service, port }: Address,
): Target | string {
  const found = objects(cluster, 'Service').find(
    one => one.name === service && one.namespace === namespace,
  );
  if (!found) return `there is no Service ${namespace}/${service}`;
  const { selector, ports } = serviceSpec.parse(found.manifest.spec);
  const target = ports.find(one => one.port === port)?.targetPort;
  const pods = podsOf(cluster).find(
    ({ labels, namespace: where }) =>
      where === namespace &&
      selects({ matchLabels: selector, matchExpressions: [] }, labels),
  );
  if (!pods) return `Service ${namespace}/${service} selects no pod`;
  const number = typeof target === 'string' ? pods.named[target] : target;
  return number !== undefined && pods.ports.includes(number)
    ? { pods, port: number }
    : `Service ${namespace}/${service} has no port ${port} that its pods listen on`;
}

function podsOf(cluster: Cluster): Pods[] {
  return workloadsOf(cluster.manifests)
    .filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
    .map(({ spec: { template } }) => {
      const ports = [
        ...template.spec.initContainers,
        ...template.spec.containers,
      ].flatMap(container => container.ports);
      return {
        namespace: cluster.namespace,
        labels: template.metadata.labels ?? {},
        serviceAccount: String(template.spec.serviceAccountName),
        ports: ports.map(({ containerPort }) => containerPort),
        named: Object.fromEntries(
          ports.map(({ name = '', containerPort }) => [name, containerPort]),
        ),
      };
    });
}

function configurationOf({ manifests }: Cluster): string {
  return manifests
    .flatMap(({ data }) => data?.['haproxy.cfg'] ?? [])
    .join('\n');
}

/** Behind a sidecar every connection comes from one of two addresses (istio/istio 1.31.0-rc.0 pilot/pkg/networking/core/listener_address.go). */
export function trustsItsSidecar(cluster: Cluster): boolean {
  return configurationOf(cluster).includes(
    'set-src hdr_ip(x-forwarded-for,-1) if { src 127.0.0.6/32 ::6/128 }',
  );
}

/** Upstreams of HAProxy: Services by their full names. */
export function upstreamsOf(cluster: Cluster): Address[] {
  const [nodes] = configurationOf(cluster).split('\nbackend nodes\n').slice(1);
  return [
    ...ensurePresent((nodes ?? '').split('\nbackend ')[0]).matchAll(
      /^ *server \S+ ([^.\s]+)\.([^.\s]+)\.svc\.\S+?:(\d+)/gm,
    ),
  ].map(([, service = '', namespace = '', port]) => ({
    service,
    namespace,
    port: Number(port),
  }));
}
