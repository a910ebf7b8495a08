import type { Check } from '../check';
import { kubectlForNodes } from './lookup';

const rights: Check = {
  name: 'rights',
  title:
    "The nodes' service accounts may do no more than the environment gives them",
  needs: ['roleBindings', 'clusterRoleBindings'],
  judge: ({ desired, observed }) => {
    const { namespace } = desired;
    const accounts = new Set(
      desired.objects
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ metadata }) => metadata.name),
    );
    const groups = new Set([
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
    ]);
    const bindings = [
      ...observed.roleBindings.map(binding => ({
        ...binding,
        kind: 'RoleBinding',
      })),
      ...observed.clusterRoleBindings.map(binding => ({
        ...binding,
        kind: 'ClusterRoleBinding',
      })),
    ];
    return bindings
      .filter(
        ({ kind, metadata, subjects }) =>
          // Bindings of Kubernetes itself grant what every account needs.
          metadata.labels['kubernetes.io/bootstrapping'] === undefined &&
          !desired.objects.some(
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
        run: `${kubectlForNodes(desired)} delete ${kind.toLowerCase()} ${
          metadata.name
        }   # if it is unused`,
      }));
  },
};

export const rightsChecks: readonly Check[] = [rights];
