import type { Check } from '../check';
import { cronJobSchema } from '../objects';
import type { PodSpec } from '../objects';
import { kubectlForNodes, renderedObjects } from './lookup';

/** Pod specs of all rendered workloads: nodes and CronJobs. */
function podSpecs(
  desired: Parameters<Check['judge']>[0]['desired'],
): Array<{ about: string; spec: PodSpec }> {
  return [
    ...desired.workloads.map(({ metadata, spec }) => ({
      about: metadata.name,
      spec: spec.template.spec,
    })),
    ...renderedObjects(desired, 'CronJob', cronJobSchema).map(
      ({ metadata, spec }) => ({
        about: `CronJob/${metadata.name}`,
        spec: spec.jobTemplate.spec.template.spec,
      }),
    ),
  ];
}

function secretsOf(spec: PodSpec): string[] {
  const containers = [...spec.initContainers, ...spec.containers];
  return [
    ...spec.imagePullSecrets.map(({ name }) => name),
    ...containers.flatMap(({ env }) =>
      env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? []),
    ),
    ...containers.flatMap(({ envFrom }) =>
      envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []),
    ),
    ...spec.volumes.flatMap(({ projected }) =>
      (projected?.sources ?? []).flatMap(({ secret }) => secret?.name ?? []),
    ),
    ...spec.volumes.flatMap(({ secret }) =>
      secret?.optional ? [] : secret?.secretName ?? [],
    ),
  ];
}

const secrets: Check = {
  name: 'secrets',
  title: 'Every Secret that a pod references exists',
  needs: ['secrets'],
  judge: ({ desired, observed }) =>
    podSpecs(desired).flatMap(({ about, spec }) =>
      [...new Set(secretsOf(spec))]
        .filter(name => !observed.secrets.includes(name))
        .map(name => ({
          about,
          problem: `needs the Secret ${name}, which does not exist`,
          run: `${kubectlForNodes(
            desired,
          )} create secret generic ${name} --from-literal=KEY=VALUE   # with the keys that the chart's README names`,
        })),
    ),
};

const configMaps: Check = {
  name: 'config-maps',
  title:
    'Every ConfigMap that a pod references exists with its keys, such as the genesis of a devnet',
  needs: ['configMaps'],
  judge: ({ desired, observed }) =>
    podSpecs(desired).flatMap(({ about, spec }) =>
      spec.volumes.flatMap(({ name: volume, configMap }) => {
        if (!configMap || configMap.optional) return [];
        // Rendered ConfigMaps are compared by the check `drift`.
        if (
          desired.objects.some(
            ({ kind, metadata }) =>
              kind === 'ConfigMap' && metadata.name === configMap.name,
          )
        ) {
          return [];
        }
        const found = observed.configMaps.find(
          ({ metadata }) => metadata.name === configMap.name,
        );
        const run = `${kubectlForNodes(desired)} create configmap ${
          configMap.name
        } --from-file=FOLDER`;
        if (!found) {
          return [
            {
              about,
              problem: `needs the ConfigMap ${configMap.name}, which does not exist`,
              run,
            },
          ];
        }
        const keys = new Set([
          ...Object.keys(found.data),
          ...Object.keys(found.binaryData),
        ]);
        const lacks = neededKeys(volume, configMap.items).filter(
          key => !keys.has(key),
        );
        return lacks.length === 0
          ? []
          : [
              {
                about,
                problem: `needs ${lacks.join(', ')} in the ConfigMap ${
                  configMap.name
                }`,
                run,
              },
            ];
      }),
    ),
};

/** Keys of a devnet's genesis: its volume mounts all keys, so no manifest names them. */
const genesisKeys = ['genesis.json', 'config.yaml', 'genesis.ssz'];

function neededKeys(
  volume: string,
  items: ReadonlyArray<{ key: string }>,
): string[] {
  return volume === 'genesis' ? genesisKeys : items.map(({ key }) => key);
}

export const referenceChecks: readonly Check[] = [secrets, configMaps];
