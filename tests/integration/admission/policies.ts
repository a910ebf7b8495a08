import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { kubectl, program } from '../cluster';
import { root } from '../deployment';
import { apply } from '../policies/stage';

const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ policyName: z.string().optional() }),
});
const checkedSchema = z.object({
  metadata: z.object({ name: z.string(), generation: z.number() }),
  status: z
    .object({
      observedGeneration: z.number().optional(),
      typeChecking: z
        .object({ expressionWarnings: z.array(z.unknown()).optional() })
        .optional(),
    })
    .optional(),
});

const RELEASE_NAMES = 'ethereum-snapshot';

/**
 * Brings the admission policies as charts/platform renders them, for one namespace and under its name: other tests of the same
 * cluster have those of the whole cluster.
 *
 * @returns the names of the policies
 */
export async function bringPolicies(namespace: string): Promise<string[]> {
  const chart = join(root, 'charts/platform');
  const choice = ['--set', 'snapshotAdmission.enabled=true'];
  const rendered = await program('helm', [
    ...['template', 'platform-cluster', chart, ...choice],
  ]);
  const own = (name: string) => name.replace(RELEASE_NAMES, namespace);
  const objects = parseAllDocuments(rendered).map(document =>
    objectSchema.parse(document.toJS()),
  );
  const items = objects.map(object => {
    const { kind, metadata, spec } = object;
    const { policyName } = spec;
    const named = { ...metadata, name: own(metadata.name) };
    return policyName === undefined
      ? { ...object, metadata: named }
      : {
          ...{ ...object, kind, metadata: named },
          spec: {
            ...spec,
            policyName: own(policyName),
            matchResources: { namespaceSelector: inNamespace(namespace) },
          },
        };
  });
  await apply('admission', items);
  return objects
    .filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
    .map(({ metadata }) => own(metadata.name));
}

const inNamespace = (namespace: string) => ({
  matchLabels: { 'kubernetes.io/metadata.name': namespace },
});

export async function removePolicies(namespace: string): Promise<void> {
  const kinds = 'validatingadmissionpolicybindings,validatingadmissionpolicies';
  const found = await kubectl('get', kinds, '--output=name');
  const own = found.split('\n').filter(name => name.includes(`/${namespace}-`));
  if (own.length > 0) await kubectl('delete', ...own);
}

/** Warnings of the API server about the expressions of a policy; undefined before its type check. */
export async function warningsOf(
  policy: string,
): Promise<unknown[] | undefined> {
  const get = ['get', 'validatingadmissionpolicy', policy, '--output=json'];
  const { metadata, status } = checkedSchema.parse(
    JSON.parse(await kubectl(...get)),
  );
  if (status?.observedGeneration !== metadata.generation) return undefined;
  return status.typeChecking?.expressionWarnings ?? [];
}
