import { z } from 'zod';
import type { Manifest } from '../manifests';

const labels = z.record(z.string(), z.string());
const selector = z.object({
  matchLabels: labels.default({}),
  matchExpressions: z
    .array(
      z.object({
        key: z.string(),
        operator: z.string(),
        values: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});
export type Selector = z.infer<typeof selector>;

const peer = z.object({
  namespaceSelector: selector.optional(),
  podSelector: selector.optional(),
  ipBlock: z.unknown().optional(),
});
const ports = z.array(
  z.object({ port: z.union([z.number(), z.string()]), protocol: z.string() }),
);
const direction = z
  .array(
    z.object({
      from: z.array(peer).optional(),
      to: z.array(peer).optional(),
      ports: ports.optional(),
    }),
  )
  .default([]);

export const networkPolicySpec = z.object({
  podSelector: selector,
  policyTypes: z.array(z.string()),
  ingress: direction,
  egress: direction,
});

export const gatewaySpec = z.object({
  gatewayClassName: z.string(),
  addresses: z.array(z.object({ type: z.string(), value: z.string() })),
  listeners: z.array(
    z.object({
      hostname: z.string(),
      port: z.number(),
      tls: z.object({
        certificateRefs: z.array(z.object({ name: z.string() })).min(1),
      }),
      allowedRoutes: z.object({ namespaces: z.object({ selector }) }),
    }),
  ),
});

export const routeSpec = z.object({
  parentRefs: z.array(z.object({ name: z.string(), namespace: z.string() })),
  hostnames: z.array(z.string()),
  rules: z.array(
    z.object({
      backendRefs: z.array(z.object({ name: z.string(), port: z.number() })),
    }),
  ),
});

export const serviceSpec = z.object({
  selector: labels,
  ports: z.array(
    z.object({
      port: z.number(),
      targetPort: z.union([z.number(), z.string()]),
    }),
  ),
});

export const authorizationSpec = z.object({
  selector: z.object({ matchLabels: labels }),
  rules: z.array(
    z.object({
      from: z
        .array(
          z.object({
            source: z.object({
              principals: z.array(z.string()).default([]),
              namespaces: z.array(z.string()).default([]),
            }),
          }),
        )
        .optional(),
      to: z.array(
        z.object({ operation: z.object({ ports: z.array(z.string()) }) }),
      ),
    }),
  ),
});

/** Objects of Istio's chart `gateway` for its values, as far as a call passes them. */
export const ingressValues = z.object({
  labels,
  service: z.object({
    ports: z.array(z.object({ port: z.number(), targetPort: z.number() })),
  }),
});

export type IngressValues = z.infer<typeof ingressValues>;

/** Pods of one workload, by the fields that policies match. */
export interface Pods {
  namespace: string;
  labels: Record<string, string>;
  serviceAccount: string;
  /** Ports of their containers, by number. */
  ports: number[];
  /** The same by name. */
  named: Record<string, number>;
}

/** The objects of an environment; those that name no namespace are of the nodes'. */
export interface Cluster {
  namespace: string;
  manifests: readonly Manifest[];
}

/** Objects of a kind, with their namespace. */
export function objects(
  { manifests, namespace }: Cluster,
  kind: string,
): Array<{ name: string; namespace: string; manifest: Manifest }> {
  return manifests
    .filter(manifest => manifest.kind === kind)
    .map(manifest => ({
      name: manifest.metadata.name ?? '',
      namespace: z
        .string()
        .default(namespace)
        .parse(manifest.metadata.namespace),
      manifest,
    }));
}

export function selects(
  { matchLabels, matchExpressions }: Selector,
  having: Record<string, string>,
): boolean {
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => having[key] === value,
    ) &&
    matchExpressions.every(({ key, operator, values }) => {
      if (operator === 'In') return values.includes(having[key] ?? '');
      throw new Error(`a selector with ${operator} is not understood here`);
    })
  );
}
