import { z } from 'zod';
import { podSchema, type Manifest, type Pod } from './manifests';

/** Variables that programs read something secret from. */
const secretive =
  /SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|ACCESS_KEY|PRIVATE_KEY|API_KEY|AUTH/;
/** Permitted values of secret flags: a path of a file, or a reference to a variable. */
const secretiveFlag =
  /^--?\S*(secret|token|password|credential|access-?key|private-?key|api-?key)\S*[= ](?!\/|\$\()/i;
/** user:password@ of a URL. */
const password = /:\/\/[^/@\s]*:[^@\s$]+@/;

const containerSchema = z.looseObject({
  name: z.string(),
  command: z.array(z.string()).nullish(),
  args: z.array(z.string()).nullish(),
  env: z
    .array(
      z.looseObject({
        name: z.string(),
        value: z.string().nullish(),
        valueFrom: z
          .looseObject({ secretKeyRef: z.unknown().optional() })
          .nullish(),
      }),
    )
    .nullish(),
});

/**
 * Where a pod has something secret in plain text: in variables, which every reader of pods sees, and in arguments, which
 * every process of its machine's users sees. By a Secret's reference it is neither.
 */
export function plainSecretsOfPod({ spec }: Pod) {
  return [...spec.initContainers, ...spec.containers].flatMap(one => {
    const container = containerSchema.parse(one);
    const flags = [...(container.command ?? []), ...(container.args ?? [])];
    return [
      ...(container.env ?? [])
        .filter(
          ({ name, value, valueFrom }) =>
            (secretive.test(name) && valueFrom?.secretKeyRef === undefined) ||
            password.test(value ?? ''),
        )
        .map(({ name }) => `variable ${name}`),
      ...flags
        .filter(flag => secretiveFlag.test(flag) || password.test(flag))
        .map(flag => `argument ${flag.split(/[= ]/)[0]}`),
    ].map(what => `container ${container.name}: ${what} is no reference`);
  });
}

/** Passwords of URLs in ConfigMaps and annotations. */
export function plainSecretsOf(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap(({ kind, metadata, data }) => {
    const texts = { ...data, ...metadata.annotations };
    return Object.entries(texts)
      .filter(([, text]) => password.test(text))
      .map(([key]) => `${kind} ${metadata.name}: a password in ${key}`);
  });
}

/** Secrets in plain text, each of which is found where it is planted, and references, which are not. */
export function plantedSecrets(): string[] {
  const env = [
    { name: 'AWS_SECRET_ACCESS_KEY', value: 'canary' },
    { name: 'PROXY', value: 'http://me:canary@proxy' },
    { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
  ];
  const args = [
    '--password=canary',
    '--rpc=http://me:canary@rpc',
    '--jwt-secret=/secrets/jwt/jwt.hex',
    '--bootnodes=enode://d860a01f@192.0.2.7:30303',
    '--stats=me:$(STATS)@stats',
  ];
  const pod = podSchema.parse({
    metadata: {},
    spec: { containers: [{ name: 'planted', env, args }] },
  });
  const text = { 'app.yaml': 'database: postgres://me:canary@db' };
  const found = [
    ...plainSecretsOfPod(pod),
    ...plainSecretsOf([{ kind: 'ConfigMap', metadata: {}, data: text }]),
  ];
  return found.length === 5 ? [] : [`found of 5: ${found.join(', ')}`];
}
