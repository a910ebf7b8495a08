import {
  KubernetesValidatorFunctions,
  parseEntityRef,
} from '@backstage/catalog-model';

/**
 * Whether the catalog can have an entity with the reference. `parseEntityRef` alone also accepts names that no entity can have.
 * @param value - `[kind:][namespace/]name`, with the kind unless there is a default
 */
export function isEntityRef(value: string, defaultKind?: string): boolean {
  try {
    const { kind, namespace, name } = parseEntityRef(value, { defaultKind });
    return (
      KubernetesValidatorFunctions.isValidKind(kind) &&
      KubernetesValidatorFunctions.isValidNamespace(namespace) &&
      KubernetesValidatorFunctions.isValidObjectName(name)
    );
  } catch {
    return false;
  }
}
