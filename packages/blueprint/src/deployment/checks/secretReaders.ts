import type { Check } from '../check';

/** Accounts that need this right, by namespace and name; reasons in docs/validate-deployment.md. */
const allowed = ['observability/prometheus-operator', 'istio-system/istiod'];

const includesAny = (given: readonly string[], ...names: string[]) =>
  given.some(name => name === '*' || names.includes(name));

/** Read access to the Secrets of all namespaces gives access to the keys of all teams. */
const secretReaders: Check = {
  name: 'secret-readers',
  title: 'No account of a layer may read the Secrets of every namespace',
  needs: ['clusterRoles', 'clusterRoleBindings'],
  judge: ({ desired, observed }) => {
    const namespaces = new Set(
      desired.releases.map(({ namespace }) => namespace),
    );
    const reading = new Set(
      observed.clusterRoles
        .filter(({ rules }) =>
          rules.some(
            ({ apiGroups, resources, resourceNames, verbs }) =>
              includesAny(apiGroups, '') &&
              includesAny(resources, 'secrets') &&
              includesAny(verbs, 'get', 'list', 'watch') &&
              resourceNames.length === 0,
          ),
        )
        .map(({ metadata }) => metadata.name),
    );
    return observed.clusterRoleBindings
      .filter(({ roleRef }) => reading.has(roleRef.name))
      .flatMap(({ metadata, roleRef, subjects }) =>
        subjects
          .filter(
            ({ kind, namespace, name }) =>
              kind === 'ServiceAccount' &&
              namespaces.has(namespace ?? '') &&
              !allowed.includes(`${namespace}/${name}`),
          )
          .map(({ namespace, name }) => ({
            about: `ClusterRoleBinding/${metadata.name}`,
            problem: `lets the account ${namespace}/${name} read the Secrets of every namespace, by the ClusterRole ${roleRef.name}`,
            run: `kubectl describe clusterrole ${roleRef.name}   # a chart's default, or made by hand: delete the binding if no release needs it`,
          })),
      );
  },
};

export const readerChecks: readonly Check[] = [secretReaders];
