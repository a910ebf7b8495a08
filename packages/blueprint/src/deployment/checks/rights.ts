import type { Check } from '../check';
import { kubectl } from './lookup';

const rights: Check = {
  name: 'rights',
  title:
    "The nodes' service accounts may do no more than the environment gives them",
  needs: ['roleBindings', 'clusterRoleBindings'],
  judge: ({ wanted, seen }) => {
    const { namespace } = wanted;
    const accounts = new Set(
      wanted.objects
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ metadata }) => metadata.name),
    );
    const groups = new Set([
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
    ]);
    const bindings = [
      ...seen.roleBindings.map(binding => ({
        ...binding,
        kind: 'RoleBinding',
      })),
      ...seen.clusterRoleBindings.map(binding => ({
        ...binding,
        kind: 'ClusterRoleBinding',
      })),
    ];
    return bindings
      .filter(
        ({ kind, metadata, subjects }) =>
          // Kubernetes' own say what every account needs.
          metadata.labels['kubernetes.io/bootstrapping'] === undefined &&
          !wanted.objects.some(
            object =>
              object.kind === kind && object.metadata.name === metadata.name,
          ) &&
          subjects.some(subject =>
            subject.kind === 'ServiceAccount'
              ? accounts.has(subject.name) &&
                (subject.namespace ?? namespace) === namespace
              : subject.kind === 'Group' && groups.has(subject.name),
          ),
      )
      .map(({ kind, metadata, roleRef }) => ({
        about: `${kind}/${metadata.name}`,
        problem: `gives the nodes' service accounts ${roleRef.kind} ${roleRef.name}, and is not of this environment`,
        run: `${kubectl(wanted)} delete ${kind.toLowerCase()} ${
          metadata.name
        }   # if nobody needs it`,
      }));
  },
};

export const rightsChecks: readonly Check[] = [rights];
