import type { Container, Pod } from './manifests';

const harmlessVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const seccompTypes = ['RuntimeDefault', 'Localhost'];

/**
 * Why Pod Security "restricted" would not admit a pod; empty if it would.
 *
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, the rules that apply to Linux pods. The
 * API server has the last word, in the tests of the cluster; this says the same in seconds.
 */
export function restrictedViolations({ spec }: Pod): string[] {
  const containers = [...spec.initContainers, ...spec.containers];
  return [
    ...(['hostNetwork', 'hostPID', 'hostIPC'] as const)
      .filter(key => spec[key])
      .map(key => `${key} is true`),
    ...spec.volumes.flatMap(({ name, ...source }) =>
      Object.keys(source)
        .filter(kind => !harmlessVolumes.includes(kind))
        .map(kind => `volume ${name} is a ${kind}`),
    ),
    ...containers.flatMap(container =>
      containerViolations(container, spec.securityContext).map(
        why => `container ${container.name}: ${why}`,
      ),
    ),
  ];
}

function containerViolations(
  { securityContext: own, ports }: Container,
  pod: Pod['spec']['securityContext'],
): string[] {
  const seccomp = (own.seccompProfile ?? pod.seccompProfile)?.type;
  const checks: Array<[boolean, string]> = [
    [own.privileged === true, 'privileged is true'],
    [
      own.allowPrivilegeEscalation !== false,
      'allowPrivilegeEscalation is not false',
    ],
    [
      (own.runAsNonRoot ?? pod.runAsNonRoot) !== true,
      'runAsNonRoot is not true',
    ],
    [(own.runAsUser ?? pod.runAsUser) === 0, 'runAsUser is 0'],
    [!own.capabilities?.drop.includes('ALL'), 'capabilities.drop has not ALL'],
    [
      own.capabilities?.add.some(name => name !== 'NET_BIND_SERVICE') ?? false,
      'capabilities.add has more than NET_BIND_SERVICE',
    ],
    [
      seccomp === undefined || !seccompTypes.includes(seccomp),
      'seccompProfile.type is neither RuntimeDefault nor Localhost',
    ],
    [ports.some(port => port.hostPort), 'a port has a hostPort'],
  ];
  return checks.filter(([violated]) => violated).map(([, why]) => why);
}
