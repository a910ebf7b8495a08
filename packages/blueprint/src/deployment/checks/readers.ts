import type { Check } from '../check';

/** Accounts that have to, by namespace and name: the reasons are in docs/validate-deployment.md. */
const allowed = ['observability/prometheus-operator', 'istio-system/istiod'];

const hasOneOf = (given: readonly string[], ...names: string[]) =>
  given.some(name => name === '*' || names.includes(name));

/** Secrets of all namespaces are the keys of all teams. */
const readers: Check = {
  name: 'secret-readers',
  title: 'No account of a layer may read the Secrets of every namespace',
  needs: ['clusterRoles', 'clusterRoleBindings'],
  judge: ({ wanted, seen }) => {
    const namespaces = new Set(
      wanted.releases.map(({ namespace }) => namespace),
    );
    const reading = new Set(
      seen.clusterRoles
        .filter(({ rules }) =>
          rules.some(
            ({ apiGroups, resources, resourceNames, verbs }) =>
              hasOneOf(apiGroups, '') &&
              hasOneOf(resources, 'secrets') &&
              hasOneOf(verbs, 'get', 'list', 'watch') &&
              resourceNames.length === 0,
          ),
        )
        .map(({ metadata }) => metadata.name),
    );
    return seen.clusterRoleBindings
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

export const readerChecks: readonly Check[] = [readers];
